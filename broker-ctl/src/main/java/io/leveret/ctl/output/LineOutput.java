package io.leveret.ctl.output;

import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import java.io.PrintWriter;

/** Lines for standard output. Nobody may be there to read them any more, as behind {@code head}: then it ends. Owner: management. */
final class LineOutput {
    private static final int LOOK_EVERY = 256;

    private final PrintWriter out;
    private int lines;

    LineOutput(PrintWriter out) {
        this.out = out;
    }

    void line(String line) {
        out.print(line);
        out.print('\n');
        lines++;
        if (lines % LOOK_EVERY == 0) {
            flush();
        }
    }

    void flush() {
        if (out.checkError()) {
            throw new CommandException(ExitCode.OUTPUT, "standard output is closed");
        }
    }
}
