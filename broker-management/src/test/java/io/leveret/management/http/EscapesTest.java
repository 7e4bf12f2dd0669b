package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.fuzz.LoggedErrors;
import io.leveret.management.RawClient;
import io.leveret.management.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {
    private static final TestServer SERVER = new TestServer();

    private final LoggedErrors errors = LoggedErrors.watch();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/who%st",
                "/%",
                "/api/queues/%2F/a%2",
                "/api/queues/%2F/%C",
                "/api/%zz?page=1",
                "/api/a%+a",
                "%s/b",
                "/api/queues/%2F/%-1",
                "/api/queues?page=%",
                "/api/queues?%ss=1",
                "/metrics?family=%0"
            })
    void escapesOfNothingAreRefusedWithoutALineInTheLog(String path) throws IOException {
        for (int port : new int[] {SERVER.port(), SERVER.metricsPort()}) {
            try (RawClient client = new RawClient(port)) {
                assertThat(client.head("GET " + path, "Connection: close\r\n").readUntil("never"))
                        .startsWith("HTTP/1.1 400 ")
                        .contains("the address has an escape that can't be read");
            }
        }
        errors.check();
    }
}
