package io.leveret.bench.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RelayServerTest {
    private final Relay relay = new Relay(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));

    @Test
    void aSocketIsAnsweredWithConnectionStart() throws IOException {
        try (var server = new RelayServer(relay);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.listen(0))) {
            socket.getOutputStream().write("AMQP\0\0\t\1".getBytes(US_ASCII));

            assertThat(socket.getInputStream().readNBytes(11)[10])
                    .as("connection.start")
                    .isEqualTo((byte) 10);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var first = new RelayServer(relay);
                var second = new RelayServer(relay)) {
            int port = first.listen(0);

            assertThatThrownBy(() -> second.listen(port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on port " + port);
        }
    }

    @Test
    void thePortIsTheOneArgument() {
        assertThat(RelayMain.port("5690")).isEqualTo(5690);
    }

    @Test
    void argumentsThatAreNoPortAreNamed() {
        assertThatThrownBy(RelayMain::port).hasMessageContaining("one argument is wanted");
        assertThatThrownBy(() -> RelayMain.port("amqp")).hasMessageContaining("'amqp'");
        assertThatThrownBy(() -> RelayMain.port("70000")).hasMessageContaining("70000");
    }
}
