package io.leveret.dist;

import io.leveret.dist.settings.BuildVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line {@code leveret [--config FILE] [--data-dir DIR] [--set PATH=VALUE]... [--check]
 * [--recover-truncate]}, parsed.
 */
record CommandLine(Optional<Path> config, Map<String, String> overrides, boolean checkOnly, boolean recoverTruncate) {
    private static final String CONFIG = "--config";
    private static final String DATA_DIR = "--data-dir";
    private static final String SET = "--set";
    private static final String CHECK = "--check";
    private static final String RECOVER_TRUNCATE = "--recover-truncate";
    private static final String VERSION = "--version";
    private static final String HELP = "--help";

    /**
     * Empty when {@code --help} or {@code --version} was asked for, which are answered on {@code out}.
     *
     * @throws StartException for a line that is not understood
     */
    static Optional<CommandLine> parse(String[] args, PrintWriter out) {
        picocli.CommandLine parser = new picocli.CommandLine(spec()).setExpandAtFiles(false);
        ParseResult line;
        try {
            line = parser.parseArgs(args);
        } catch (ParameterException e) {
            throw new StartException(oneLine(e.getMessage()) + "; leveret --help lists the options");
        }
        if (line.isUsageHelpRequested()) {
            parser.usage(out);
            return Optional.empty();
        }
        if (line.isVersionHelpRequested()) {
            out.println("leveret " + BuildVersion.text());
            return Optional.empty();
        }
        Path config = line.matchedOptionValue(CONFIG, (Path) null);
        return Optional.of(new CommandLine(
                Optional.ofNullable(config),
                overrides(line),
                line.matchedOptionValue(CHECK, false),
                line.matchedOptionValue(RECOVER_TRUNCATE, false)));
    }

    private static Map<String, String> overrides(ParseResult line) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String assignment : line.matchedOptionValue(SET, List.<String>of())) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new StartException("--set " + assignment
                        + ": expected PATH=VALUE, such as --set leveret.listeners.amqp.port=5673");
            }
            overrides.put(assignment.substring(0, equals).trim(), assignment.substring(equals + 1));
        }
        String dataDir = line.matchedOptionValue(DATA_DIR, (String) null);
        if (dataDir != null) {
            overrides.put("leveret.data-dir", dataDir);
        }
        return overrides;
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("leveret");
        spec.usageMessage()
                .description(
                        "Starts the Leveret message broker (AMQP 0-9-1). It ends by SIGTERM or SIGINT; by SIGHUP, or"
                                + " leveretctl reload, it reads its settings again and goes on.")
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(exitCodes())
                .footer("")
                .sortOptions(false);
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("Read the settings from FILE (HOCON); without it, from config/leveret.conf of the"
                        + " distribution where that exists.")
                .build());
        spec.addOption(OptionSpec.builder(DATA_DIR)
                .paramLabel("DIR")
                .type(String.class)
                .description("Keep the journal in DIR; it wins over --set leveret.data-dir=DIR.")
                .build());
        spec.addOption(OptionSpec.builder(SET)
                .paramLabel("PATH=VALUE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description("Override one setting, such as leveret.listeners.amqp.port=0; may be repeated.")
                .build());
        addFlags(spec);
        return spec;
    }

    private static void addFlags(CommandSpec spec) {
        spec.addOption(flag(CHECK, "Check the settings, print every problem, and do not start.")
                .build());
        spec.addOption(flag(
                        RECOVER_TRUNCATE,
                        "Where the journal is corrupt, drop it from the first bad record on and start; messages in"
                                + " the dropped part are lost.")
                .build());
        spec.addOption(
                flag(VERSION, "Print the version and end.").versionHelp(true).build());
        spec.addOption(flag(HELP, "Print this text and end.").usageHelp(true).build());
    }

    private static OptionSpec.Builder flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").description(description);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "stopped by SIGTERM or SIGINT; or --check found nothing");
        codes.put("1", "not started: command line, settings, port, data directory; or not stopped in time");
        codes.put("2", "a defect of Leveret; the log has it");
        codes.put("3", "out of memory");
        return codes;
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }
}
