package io.leveret.ctl.error;

/** What was asked for can't be done: the line that says why and what to do, and the exit code. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    public CommandException(int exitCode, String text) {
        super(text);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The line for people. */
    public String text() {
        return String.valueOf(getMessage());
    }

    public static CommandException usage(String text) {
        return new CommandException(ExitCode.USAGE, text);
    }

    public static CommandException data(String text) {
        return new CommandException(ExitCode.DATA, text);
    }
}
