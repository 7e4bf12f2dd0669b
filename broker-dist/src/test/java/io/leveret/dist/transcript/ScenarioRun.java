package io.leveret.dist.transcript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a scenario against one broker. Before a step on another channel than the one before, all that was sent on that one is
 * answered, so that the steps take effect in the order in which they are written.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class ScenarioRun implements AutoCloseable {
    private static final Pattern TARGET = Pattern.compile("([a-z])(\\d*)");

    private static final Target NOWHERE = new Target("", 0);
    private static final AtomicLong RUNS = new AtomicLong(System.currentTimeMillis() * 1000);

    private final String host;
    private final int port;
    private final Names names;
    private final SortedMap<String, WireConnection> connections = new TreeMap<>();
    private Optional<Target> last = Optional.empty();

    /** A connection and the number of a channel. */
    private record Target(String connection, int channel) {
        static Target parse(String word) {
            Matcher matcher = TARGET.matcher(word);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("neither a step nor a channel: " + word);
            }
            return new Target(matcher.group(1), matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2)));
        }
    }

    private ScenarioRun(String host, int port, Names names) {
        this.host = host;
        this.port = port;
        this.names = names;
    }

    /** The transcript. */
    static List<String> run(List<String> script, String host, int port) throws IOException {
        Names names = new Names("t" + RUNS.incrementAndGet());
        List<String> lines = new ArrayList<>();
        try (ScenarioRun run = new ScenarioRun(host, port, names)) {
            run.steps(script);
            lines.addAll(run.finish());
        } finally {
            new Leftovers(names.unique(), lines).delete(host, port);
        }
        return Transcript.normalise(lines, names);
    }

    private void steps(List<String> script) {
        for (int number = 1; number <= script.size(); number++) {
            String line = script.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                step(new TextReader(names.expand(line)));
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException("line " + number + ", " + line + ": " + e.getMessage(), e);
            }
        }
    }

    private void step(TextReader words) throws IOException {
        String first = words.word();
        switch (first) {
            case "connect" -> connect(moveTo(words.word() + "0"), words);
            case "socket" -> socket(moveTo(words.word() + "0"));
            case "sleep" -> {
                moveTo("");
                sleep(words.word());
            }
            case "sync" -> {
                Target target = moveTo(words.word());
                connection(target).sync(target.channel());
            }
            case "wait" -> waiting(moveTo(words.word()), words);
            case "let" -> let(words);
            default -> Sending.step(connection(moveTo(first)), channel(first), words);
        }
    }

    private static int channel(String word) {
        return Target.parse(word).channel();
    }

    /** Before another channel's turn, or before a sleep, the last one's steps are done. */
    private Target moveTo(String word) {
        Optional<Target> next = word.isEmpty() ? Optional.empty() : Optional.of(Target.parse(word));
        if (last.isPresent() && !last.equals(next)) {
            WireConnection connection = connections.get(last.get().connection());
            if (connection != null) {
                connection.syncBetweenSteps(last.get().channel());
            }
        }
        last = next;
        return next.orElse(NOWHERE);
    }

    private WireConnection connection(Target target) throws IOException {
        if (!connections.containsKey(target.connection())) {
            socket(target).login(LoginOptions.read(new TextReader("")));
        }
        return connections.get(target.connection());
    }

    private WireConnection socket(Target target) throws IOException {
        WireConnection connection = new WireConnection(target.connection(), host, port);
        if (connections.put(target.connection(), connection) != null) {
            throw new IllegalArgumentException("connection " + target.connection() + " a second time");
        }
        return connection;
    }

    private void connect(Target target, TextReader words) throws IOException {
        LoginOptions options = LoginOptions.read(words);
        socket(target).login(options);
    }

    private static void sleep(String word) {
        if (!word.endsWith("ms")) {
            throw new IllegalArgumentException("no time in ms: " + word);
        }
        try {
            Thread.sleep(Long.parseLong(word.substring(0, word.length() - 2)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void waiting(Target target, TextReader words) throws IOException {
        WireConnection connection = connection(target);
        String what = words.word();
        int count = words.atEnd() ? 1 : Integer.parseInt(words.word());
        switch (what) {
            case "closed" -> connection.awaitEnd();
            case "confirms" -> connection.awaitConfirms(target.channel(), count);
            case "heartbeat", "protocol-header" -> connection.await(0, what, count);
            default -> connection.await(target.channel(), MethodTable.of(what).name(), count);
        }
    }

    /** {@code let name = a1 method argument}. */
    private void let(TextReader words) throws IOException {
        String name = words.key().strip();
        Target target = moveTo(words.word());
        String method = MethodTable.of(words.word()).name();
        connection(target).await(target.channel(), method, 1);
        String argument = words.word();
        Object value =
                connection(target).channel(target.channel()).latest(method).get(argument);
        if (value == null) {
            throw new IllegalStateException("no " + method + " with " + argument + " came");
        }
        names.let(name, String.valueOf(value));
    }

    private List<String> finish() {
        connections.values().forEach(WireConnection::settle);
        connections.values().forEach(WireConnection::leave);
        return connections.values().stream()
                .flatMap(connection -> connection.lines().stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (WireConnection connection : connections.values()) {
            connection.close();
        }
    }
}
