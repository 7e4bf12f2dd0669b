package io.leveret.dist;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Tells people and scripts on standard output that connections are served. */
final class ReadyLine {
    private ReadyLine() {}

    static void print(int port, long millis) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("leveret ready: amqp://127.0.0.1:" + port + " (start took " + millis + " ms)");
    }
}
