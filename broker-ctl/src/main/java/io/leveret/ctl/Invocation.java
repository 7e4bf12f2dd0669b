package io.leveret.ctl;

import io.leveret.ctl.command.Arguments;
import io.leveret.ctl.command.Command;

/** A command line that was understood: the command, what it was called with, and the options that all commands take. */
record Invocation(Command command, Arguments arguments, Arguments common) {}
