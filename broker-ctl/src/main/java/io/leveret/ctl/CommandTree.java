package io.leveret.ctl;

import io.leveret.ctl.command.Arguments;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.error.CommandException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, for parsing a command line and for help. */
final class CommandTree {
    private final List<CommandGroup> groups = AllCommands.groups();
    private final Map<String, Command> commands = new HashMap<>();
    private final CommandLine parser;

    private CommandTree(Predicate<Command> isNamed) {
        CommandSpec root = Specs.root();
        for (CommandGroup group : groups) {
            for (Command command : group.commands()) {
                commands.put(command.name(), command);
                if (isNamed.test(command)) {
                    root.addSubcommand(command.name(), Specs.of(command));
                }
            }
        }
        this.parser = new CommandLine(root).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
        parser.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commandList());
    }

    /** Knows the parameters of these commands only: those of all cost a run more than its request. */
    static CommandTree of(Set<String> names) {
        return new CommandTree(command -> names.contains(command.name()));
    }

    static CommandTree whole() {
        return new CommandTree(command -> true);
    }

    /** Parses a command line; {@code --help} is taken for the command {@code help}. */
    static Invocation parse(String... line) {
        return of(new HashSet<>(List.of(line))).parseLine(line);
    }

    private Invocation parseLine(String... line) {
        ParseResult result;
        try {
            result = parser.parseArgs(line);
        } catch (UnmatchedArgumentException e) {
            throw CommandException.usage(unmatched(e));
        } catch (ParameterException e) {
            String command =
                    e.getCommandLine() == parser ? "" : " " + e.getCommandLine().getCommandName();
            throw CommandException.usage(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ")
                    + "; see leveretctl" + command + " --help");
        }
        ParseResult own = result.hasSubcommand() ? result.subcommand() : null;
        Map<String, List<String>> common = new HashMap<>(commonOptions(result));
        if (own != null) {
            common.putAll(commonOptions(own));
        }
        boolean help = common.containsKey(CommonOption.HELP);
        if (own == null && !help) {
            throw CommandException.usage("no command is given; leveretctl --help lists them");
        }
        Map<String, List<String>> values = own == null ? Map.of() : help ? named(own) : ownValues(own);
        String name = own == null || help ? "help" : own.commandSpec().name();
        return new Invocation(command(name), new Arguments(values), new Arguments(common));
    }

    /** What the command {@code help} is called with for the command that is asked about. */
    private static Map<String, List<String>> named(ParseResult command) {
        return Map.of("COMMAND", List.of(command.commandSpec().name()));
    }

    String usage() {
        return parser.getUsageMessage(Ansi.OFF);
    }

    String usage(String name) {
        CommandLine command = parser.getSubcommands().get(name);
        if (command == null) {
            throw unknown(name);
        }
        return command.getUsageMessage(Ansi.OFF);
    }

    String completion() {
        return AutoComplete.bash(Specs.NAME, parser);
    }

    private Command command(String name) {
        Command command = commands.get(name);
        if (command == null) {
            throw unknown(name);
        }
        return command;
    }

    private static CommandException unknown(String name) {
        return CommandException.usage("there is no command '" + name + "'; leveretctl help lists them");
    }

    private String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        boolean ofCommand = e.getCommandLine() != parser;
        String name = ofCommand ? e.getCommandLine().getCommandName() + " " : "";
        if (e.isUnknownOption()) {
            return "there is no option '" + first + "'; see leveretctl " + name
                    + "--help, and put -- before arguments that" + " begin with a hyphen";
        }
        if (ofCommand) {
            return "'" + first + "' is too much for " + name.strip() + "; see leveretctl " + name + "--help";
        }
        List<String> near = whole().namesLike(first);
        return "there is no command '" + first + "'; "
                + (near.isEmpty() ? "leveretctl help lists them" : "did you mean " + String.join(", ", near) + "?");
    }

    private List<String> namesLike(String name) {
        try {
            parser.parseArgs(name);
            return List.of();
        } catch (UnmatchedArgumentException e) {
            return e.getSuggestions();
        }
    }

    private static Map<String, List<String>> commonOptions(ParseResult line) {
        Map<String, List<String>> values = new HashMap<>();
        for (CommonOption option : CommonOption.ALL) {
            OptionSpec matched = line.matchedOption(option.key());
            // a command's own option of that name has no other names
            if (matched != null && matched.names().length == option.names().size()) {
                values.put(option.key(), matched.stringValues());
            }
        }
        return values;
    }

    private static Map<String, List<String>> ownValues(ParseResult line) {
        Map<String, List<String>> values = new HashMap<>();
        for (PositionalParamSpec argument : line.matchedPositionals()) {
            values.put(argument.paramLabel(), argument.stringValues());
        }
        for (OptionSpec option : line.matchedOptions()) {
            values.put(option.longestName(), option.stringValues());
        }
        return values;
    }

    private String commandList() {
        StringBuilder list = new StringBuilder();
        for (CommandGroup group : groups) {
            list.append('\n').append(group.title()).append(":\n");
            for (Command command : group.commands()) {
                list.append(String.format("  %-33s %s%n", command.name(), firstSentence(command.summary())));
            }
        }
        return list.toString();
    }

    private static String firstSentence(String summary) {
        int end = summary.indexOf(". ");
        return end < 0 ? summary : summary.substring(0, end + 1);
    }
}
