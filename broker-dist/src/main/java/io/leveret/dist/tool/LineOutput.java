package io.leveret.dist.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Many lines for standard output. Nobody may be there to read them any more, as behind {@code head}: then it ends. Owner: management, the tool's only thread. */
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
            end();
        }
    }

    void end() {
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("standard output is closed"));
        }
    }
}
