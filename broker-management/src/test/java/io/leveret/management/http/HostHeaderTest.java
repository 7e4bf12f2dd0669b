package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.fuzz.LoggedErrors;
import io.leveret.management.RawClient;
import io.leveret.management.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostHeaderTest {
    private static final TestServer SERVER = new TestServer();

    private final LoggedErrors errors = LoggedErrors.watch();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a:b:c\r\n"})
    void aRequestWithoutAHostIsRefusedWithoutALineInTheLog(String host) throws IOException {
        for (int port : new int[] {SERVER.port(), SERVER.metricsPort()}) {
            for (String path : new String[] {"/", "/api/whoami", "/metrics"}) {
                try (RawClient client = new RawClient(port)) {
                    client.send("GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
                    assertThat(client.readUntil("never")).startsWith("HTTP/1.1 400 ");
                }
            }
        }
        errors.check();
    }
}
