package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.message.FieldTable;
import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LongListTest {
    private static final int QUEUES = 5_000;
    private static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void fill() {
        SERVER.broker().connect(1).run((vhost, channel) -> {
            for (int i = 0; i < QUEUES; i++) {
                vhost.declareQueue(channel, new QueueDeclaration("q" + i, false, true, false, false, FieldTable.EMPTY));
            }
        });
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aListOfAllIsWrittenPieceByPiece() {
        ApiClient.Response answer = SERVER.guest().get("/api/queues");

        assertThat(answer.raw().headers().firstValue("content-length"))
                .as("nobody knew how long it would be")
                .isEmpty();
        Set<String> names = new HashSet<>();
        answer.json().forEach(queue -> names.add(queue.path("name").asText()));
        assertThat(names).hasSize(QUEUES);
        assertThat(answer.json()).hasSize(QUEUES);
    }

    @Test
    void columnsHoldForAListOfAll() {
        JsonNode list = SERVER.guest().get("/api/queues?columns=name").json();

        assertThat(list).hasSize(QUEUES);
        assertThat(list.path(0).toString()).isEqualTo("{\"name\":\"q0\"}");
    }

    @Test
    void anEmptyListIsAnEmptyArray() {
        assertThat(SERVER.guest().get("/api/connections/username/nobody").json().toString())
                .isEqualTo("[]");
    }

    @Test
    void aHeadOfAListHasNoBody() {
        ApiClient.Response head = SERVER.guest().send("HEAD", "/api/queues", null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.raw().body()).isEmpty();
    }

    @Test
    void pagesOfManyAreRight() {
        JsonNode page = SERVER.guest()
                .get("/api/queues?page=50&page_size=100&sort=name&columns=name")
                .json();

        assertThat(page.path("page_count").asInt()).isEqualTo(50);
        assertThat(page.path("items")).hasSize(100);
        assertThat(page.path("total_count").asInt()).isEqualTo(QUEUES);
    }
}
