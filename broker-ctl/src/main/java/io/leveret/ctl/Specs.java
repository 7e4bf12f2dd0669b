package io.leveret.ctl;

import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.Parameter;
import io.leveret.ctl.error.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Commands and their parameters in picocli's terms. */
final class Specs {
    static final String NAME = "leveretctl";
    private static final int WIDTH = 110;

    private Specs() {}

    static CommandSpec root() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        spec.usageMessage()
                .width(WIDTH)
                .customSynopsis(NAME + " [OPTION]... COMMAND [ARGUMENT]...")
                .description("Manages a Leveret broker over its HTTP API: RabbitMQ's commands under their names.")
                .optionListHeading("%nOptions of all commands, before or after the command:%n")
                .footer(
                        "",
                        "Output: on a terminal tables are aligned and changes are confirmed in a line. Otherwise it is what"
                                + " scripts know from rabbitmqctl -q: tabs between values, a header before the first"
                                + " row, nothing for an empty list or a change. --format json is an array of objects.",
                        "",
                        "Credentials: --user and --password; --credentials FILE; LEVERETCTL_USER and"
                                + " LEVERETCTL_PASSWORD; ~/.config/leveret/credentials; last, for a broker on this machine,"
                                + " the token in its data directory, which only the broker's user can read.",
                        "",
                        "An argument that begins with a hyphen comes after -- , and so do all after it.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        CommonOption.ALL.forEach(option -> spec.addOption(option(option, false)));
        return spec;
    }

    static CommandSpec of(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage()
                .width(WIDTH)
                .description(text(command.summary()))
                .footer("", "leveretctl --help shows the options of all commands.");
        int index = 0;
        for (Parameter parameter : command.parameters()) {
            if (parameter.kind().isOption()) {
                spec.addOption(option(parameter));
            } else {
                spec.addPositional(positional(parameter, index));
                index++;
            }
        }
        for (CommonOption option : CommonOption.ALL) {
            // a command's own option of that name is the one meant after it
            if (option.names().stream().noneMatch(spec.optionsMap()::containsKey)) {
                spec.addOption(option(option, true));
            }
        }
        return spec;
    }

    private static OptionSpec option(CommonOption option, boolean hidden) {
        boolean flag = option.kind() == Parameter.Kind.FLAG;
        return OptionSpec.builder(option.names().toArray(String[]::new))
                .type(flag ? boolean.class : String.class)
                .arity(flag ? "0" : "1")
                .paramLabel(option.label())
                .description(text(option.description()))
                .usageHelp(option.key().equals(CommonOption.HELP))
                .hidden(hidden)
                .build();
    }

    private static OptionSpec option(Parameter parameter) {
        boolean flag = parameter.kind() == Parameter.Kind.FLAG;
        return OptionSpec.builder(parameter.name())
                .type(flag ? boolean.class : String.class)
                .arity(flag ? "0" : "1")
                .paramLabel(parameter.label())
                .description(text(parameter.description()))
                .build();
    }

    private static PositionalParamSpec positional(Parameter parameter, int index) {
        PositionalParamSpec.Builder builder =
                PositionalParamSpec.builder().paramLabel(parameter.label()).description(text(parameter.description()));
        return switch (parameter.kind()) {
            case ARGUMENT -> single(builder, index).required(true).build();
            case OPTIONAL_ARGUMENT -> single(builder, index).arity("0..1").build();
            case ARGUMENTS -> several(builder, index).arity("1..*").build();
            case OPTIONAL_ARGUMENTS -> several(builder, index).arity("0..*").build();
            case OPTION, FLAG -> throw new IllegalArgumentException(parameter + " is an option");
        };
    }

    private static PositionalParamSpec.Builder single(PositionalParamSpec.Builder builder, int index) {
        return builder.index(String.valueOf(index)).type(String.class);
    }

    private static PositionalParamSpec.Builder several(PositionalParamSpec.Builder builder, int index) {
        return builder.index(index + "..*").type(String[].class);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        ExitCode.all().forEach((code, meaning) -> codes.put(String.valueOf(code), text(meaning)));
        return codes;
    }

    /** For picocli a percent sign begins a format. */
    private static String text(String plain) {
        return plain.replace("%", "%%");
    }
}
