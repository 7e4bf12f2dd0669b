package io.leveret.ctl;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.Json;
import java.util.Set;

/** Commands about the tool itself. */
final class HelpCommands {
    private static final String COMMAND = "COMMAND";

    private HelpCommands() {}

    static CommandGroup group() {
        return CommandGroup.of(
                "Help",
                Command.named("help", "Lists the commands, or explains one.")
                        .optionalArgument(COMMAND, "The command to explain.")
                        .does(HelpCommands::help),
                Command.named("completion", "Prints a script that completes commands and options in bash and zsh.")
                        .does(call -> call.output().text(CommandTree.whole().completion())),
                Command.named("version", "Prints the version of leveretctl.")
                        .does(call -> call.output().value(Json.text(BuildVersion.text()))));
    }

    private static void help(Call call) {
        String text = call.find(COMMAND).isPresent()
                ? CommandTree.of(Set.of(call.argument(COMMAND))).usage(call.argument(COMMAND))
                : CommandTree.of(Set.of()).usage();
        call.output().text(text.stripTrailing());
    }
}
