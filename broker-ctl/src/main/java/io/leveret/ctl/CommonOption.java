package io.leveret.ctl;

import io.leveret.ctl.command.Parameter.Kind;
import java.util.List;

/** An option that every command takes, before the command or after it. The last of its names is the one it is asked by. */
record CommonOption(List<String> names, Kind kind, String label, String description) {
    static final String VHOST = "--vhost";
    static final String FORMAT = "--format";
    static final String NO_HEADERS = "--no-table-headers";
    static final String QUIET = "--quiet";
    static final String SILENT = "--silent";
    static final String URL = "--url";
    static final String CA_FILE = "--ca-file";
    static final String TIMEOUT = "--timeout";
    static final String HELP = "--help";

    static final List<CommonOption> ALL = List.of(
            value("VHOST", "The virtual host that the command is for; / unless given.", "-p", "-V", VHOST),
            value("FORMAT", "table, pretty_table, json or csv; table unless given.", "--formatter", FORMAT),
            flag("Prints tables without their header.", NO_HEADERS),
            flag("Does not say what was done.", "-q", QUIET),
            flag("Both of these.", "-s", SILENT),
            value("URL", "Where the broker's HTTP API is; LEVERET_URL, else http://127.0.0.1:15672.", URL),
            value(
                    "FILE",
                    "Authorities in PEM of which one has issued the broker's certificate; LEVERET_CA_FILE, else those of Java.",
                    CA_FILE),
            value("USER", "Who to log in as.", "-u", "--user"),
            value(
                    "PASSWORD",
                    "Its password. Other users of the machine can see it here; a file is better.",
                    "--password"),
            value("FILE", "Lines user=NAME and password=SECRET, readable by its owner only.", "--credentials"),
            value(
                    "DIRECTORY",
                    "The broker's data directory, where its local token is; LEVERET_DATA_DIR, else ./data.",
                    "--data-dir"),
            value(
                    "SECONDS",
                    "How long an answer is waited for; 60 unless given, 900 for a backup, an import and moving messages.",
                    "-t",
                    TIMEOUT),
            flag("Prints this text and ends.", "-h", HELP));

    /** The name that it is asked by. */
    String key() {
        return names.get(names.size() - 1);
    }

    private static CommonOption value(String label, String description, String... names) {
        return new CommonOption(List.of(names), Kind.OPTION, label, description);
    }

    private static CommonOption flag(String description, String... names) {
        return new CommonOption(List.of(names), Kind.FLAG, "", description);
    }
}
