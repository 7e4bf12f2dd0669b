package io.leveret.dist;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Tells people and scripts on standard output that connections are served. */
final class ReadyLine {
    private ReadyLine() {}

    static void print(AmqpListeners amqp, long millis) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        String plain = amqp.port() == 0 ? "" : " amqp://127.0.0.1:" + amqp.port();
        String secured = amqp.tlsPort() == 0 ? "" : " amqps://127.0.0.1:" + amqp.tlsPort();
        out.println("leveret ready:" + plain + secured + " (start took " + millis + " ms)");
    }
}
