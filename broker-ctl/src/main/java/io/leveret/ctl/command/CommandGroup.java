package io.leveret.ctl.command;

import java.util.List;

/** Commands that help and documentation show together. */
public record CommandGroup(String title, List<Command> commands) {
    public static CommandGroup of(String title, Command... commands) {
        return new CommandGroup(title, List.of(commands));
    }
}
