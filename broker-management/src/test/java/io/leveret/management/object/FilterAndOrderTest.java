package io.leveret.management.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.MemoryPeer;
import io.leveret.management.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FilterAndOrderTest {
    private static final TestServer SERVER = new TestServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void anExpressionThatTakesTooManyStepsIsRefused() {
        SERVER.broker().connect(1).declare("a".repeat(200));

        ApiClient.Response refused = SERVER.guest().get("/api/queues?page=1&use_regex=true&name=a*a*a*a*a*b");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("'a*a*a*a*a*b' takes too many steps as a regular expression");
    }

    @Test
    void valuesOfManyTypesAreSortedNumbersFirst() {
        byte[] nan = {4, 'k', 'i', 'n', 'd', 'd', 0x7f, (byte) 0xf8, 0, 0, 0, 0, 0, 0};
        SERVER.broker().change(answer -> SERVER.broker().node().createVhost("mixed", FieldTable.EMPTY, answer));
        SERVER.broker().permit("guest", "mixed", Permissions.ALL);
        try (MemoryPeer mixed = SERVER.broker().connect("guest", "mixed", 1)) {
            mixed.declare("text", FieldTable.builder().put("kind", "5").build())
                    .declare("nine", FieldTable.builder().put("kind", 9).build())
                    .declare("nan", FieldTable.decode(nan))
                    .declare("ten", FieldTable.builder().put("kind", 10).build());
        }

        assertThat(SERVER.guest()
                        .get("/api/queues/mixed?sort=arguments.kind")
                        .json()
                        .findValuesAsText("name"))
                .containsExactly("nine", "ten", "nan", "text");
    }
}
