package io.leveret.dist.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a broker's log says of its journal. */
final class JournalLog {
    private static final Pattern OCTETS = Pattern.compile("journal closed: .*octets=(\\d+)");

    private JournalLog() {}

    /** Octets of the batches that the last broker wrote that was stopped in order, with padding. */
    static long octets(Setup setup) throws IOException {
        Path log = setup.folder().resolve("broker.log");
        Matcher line = OCTETS.matcher(Files.readString(log));
        long octets = -1;
        while (line.find()) {
            octets = Long.parseLong(line.group(1));
        }
        if (octets < 0) {
            throw new IOException("no line of a closed journal in " + log);
        }
        return octets;
    }
}
