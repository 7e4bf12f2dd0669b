package io.leveret.dist.transcript;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run may have left on the broker: everything of a name that it made up, and the queues that the broker named. */
final class Leftovers {
    private static final Pattern MADE_BY_BROKER = Pattern.compile("queue=\"(amq\\.gen-[^\"]+)\"");

    private final Set<String> names;

    Leftovers(Set<String> unique, List<String> lines) {
        names = new TreeSet<>(unique);
        for (String line : lines) {
            Matcher matcher = MADE_BY_BROKER.matcher(line);
            if (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
    }

    /** To delete what does not exist is no error. */
    void delete(String host, int port) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        try (WireConnection connection = new WireConnection("z", host, port)) {
            connection.login(LoginOptions.read(new TextReader("")));
            int channel = 0;
            for (String name : names) {
                connection.method(++channel, MethodTable.of("channel.open"), Map.of());
                connection.method(channel, MethodTable.of("queue.delete"), Map.of("queue", name));
                connection.method(channel, MethodTable.of("exchange.delete"), Map.of("exchange", name));
                connection.sync(channel);
            }
            connection.leave();
        }
    }
}
