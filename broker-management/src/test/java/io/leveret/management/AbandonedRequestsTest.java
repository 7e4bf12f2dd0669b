package io.leveret.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who sends requests without waiting for answers, and goes, leaves nothing in memory that no collector finds. */
class AbandonedRequestsTest {
    private static final TestServer SERVER = new TestServer();
    private static final int CONNECTIONS = 600;
    private static final long MOST_GROWTH = 8 << 20;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static void abandon(byte[] requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(requests);
            SERVER.guest().get("/api/whoami"); // so that these have been read
        }
    }

    @Test
    void bodiesOfRequestsThatNobodyWaitsForAreFreed() throws IOException {
        String one = "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2_000);
        byte[] requests = one.repeat(5).getBytes(StandardCharsets.US_ASCII);
        abandon(requests);
        long before = PlatformDependent.usedDirectMemory();
        for (int i = 0; i < CONNECTIONS; i++) {
            abandon(requests);
        }
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(MOST_GROWTH);
    }
}
