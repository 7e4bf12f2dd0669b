package io.leveret.dist.tool;

import io.leveret.dist.settings.BuildVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line {@code leveret-store verify DIR} or {@code leveret-store dump [--bodies] DIR}, parsed. */
record StoreCommand(boolean dump, boolean bodies, Path directory) {
    private static final String NAME = "leveret-store";
    private static final String VERIFY = "verify";
    private static final String DUMP = "dump";
    private static final String BODIES = "--bodies";
    private static final String VERSION = "--version";
    private static final String HELP = "--help";

    /**
     * Empty when {@code --help} or {@code --version} was asked for, which are answered on {@code out}.
     *
     * @throws UsageException for a line that is not understood
     */
    static Optional<StoreCommand> parse(String[] args, PrintWriter out) {
        picocli.CommandLine parser = new picocli.CommandLine(spec()).setExpandAtFiles(false);
        ParseResult line;
        try {
            line = parser.parseArgs(args);
        } catch (ParameterException e) {
            throw notUnderstood(oneLine(e.getMessage()));
        }
        if (line.isVersionHelpRequested()) {
            out.println(NAME + " " + BuildVersion.text());
            return Optional.empty();
        }
        ParseResult command = line.subcommand();
        if (line.isUsageHelpRequested() || (command != null && command.isUsageHelpRequested())) {
            (command == null ? parser : command.commandSpec().commandLine()).usage(out);
            return Optional.empty();
        }
        if (command == null) {
            throw notUnderstood("Missing command: verify or dump");
        }
        boolean dump = command.commandSpec().name().equals(DUMP);
        Path directory = command.matchedPositionalValue(0, Path.of(""));
        return Optional.of(new StoreCommand(dump, command.matchedOptionValue(BODIES, false), directory));
    }

    private static UsageException notUnderstood(String why) {
        return new UsageException(why + "; leveret-store --help lists the commands");
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        spec.usageMessage()
                .description("Looks into the data directory of a Leveret that does not run, and changes nothing there.")
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(exitCodes())
                .footer("");
        spec.addSubcommand(VERIFY, verifySpec());
        spec.addSubcommand(DUMP, dumpSpec());
        spec.addOption(
                flag(VERSION, "Print the version and end.").versionHelp(true).build());
        return spec.addOption(helpSpec());
    }

    private static CommandSpec verifySpec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage()
                .description("Reads all that a start would need and all messages, checks every checksum, prints a line"
                        + " for every fault, then how many messages each durable queue has.");
        return spec.addPositional(directorySpec()).addOption(helpSpec());
    }

    private static CommandSpec dumpSpec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage()
                .description(
                        "Prints the definitions, then every record of the journal in its order, then the sections of"
                                + " cold files, each as a line of JSON. What is printed is as secret as the directory.");
        spec.addOption(flag(BODIES, "With the bodies of messages, in base64.").build());
        return spec.addPositional(directorySpec()).addOption(helpSpec());
    }

    private static PositionalParamSpec directorySpec() {
        return PositionalParamSpec.builder()
                .paramLabel("DIR")
                .type(Path.class)
                .index("0")
                .required(true)
                .description("The data directory: leveret.data-dir of the broker.")
                .build();
    }

    private static OptionSpec helpSpec() {
        return flag(HELP, "Print this text and end.").usageHelp(true).build();
    }

    private static OptionSpec.Builder flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").description(description);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "all is well");
        codes.put("1", "faults were found, one line on standard error for each");
        codes.put("2", "nothing was done: command line, no data directory, one that is in use or of a newer format");
        codes.put("3", "ended early: a defect of Leveret, a disk that can't be read, out of memory");
        return codes;
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }
}
