package io.leveret.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.management.ApiClient;
import io.leveret.management.FakeGauges;
import io.leveret.management.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final TestServer SERVER = new TestServer();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final String QUEUE = "queue=\"orders\",vhost=\"/\"";

    @BeforeAll
    static void messages() {
        TestClient client = new TestClient(SERVER.broker().core("/"));
        client.confirming()
                .declare("orders", "")
                .declare("ledger", "quorum")
                .publish("orders", 99)
                .publish("orders", 101)
                .publish("ledger", 5_000)
                .publish("nowhere", 1)
                .get("orders", false)
                .get("orders", true)
                .get("ledger", false)
                .get("orders", true)
                .ack(3)
                .sync();
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        SERVER.close();
    }

    private static ApiClient.Response get(String path, String... headers) {
        return new ApiClient(SERVER.metricsPort(), "nobody", "nothing").send("GET", path, null, headers);
    }

    private static String text(ApiClient.Response response) {
        assertThat(response.status()).isEqualTo(200);
        return new String(response.raw().body(), StandardCharsets.UTF_8);
    }

    private static Served served(String path) {
        return Served.of(text(get(path)));
    }

    /** Lines of the list: name, type, labels. */
    private static List<String[]> overviewDashboard() throws IOException {
        try (InputStream list = MetricsTest.class.getResourceAsStream("overview-dashboard.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .toList();
        }
    }

    @Test
    void everyMetricOfTheOverviewDashboardIsServedWithItsTypeAndLabels() throws IOException {
        Served served = served("/metrics");

        assertThat(overviewDashboard()).hasSizeGreaterThan(50);
        for (String[] wanted : overviewDashboard()) {
            String name = wanted[0];
            if (!wanted[1].equals("any")) {
                assertThat(served.types()).as(name).containsEntry(name, wanted[1]);
            }
            List<Served.Sample> samples = served.samples(wanted[1].equals("histogram") ? name + "_bucket" : name);
            assertThat(samples).as(name).isNotEmpty();
            for (Served.Sample sample : samples) {
                for (String label : wanted.length > 2 ? wanted[2].split(",", -1) : new String[0]) {
                    assertThat(sample.labels()).as(name).contains(label + "=\"");
                }
            }
        }
    }

    @Test
    void theSumsAreThoseOfWhatHappened() {
        Served served = served("/metrics");
        String classic = "protocol=\"amqp091\",queue_type=\"rabbit_classic_queue\"";
        String quorum = "protocol=\"amqp091\",queue_type=\"rabbit_quorum_queue\"";

        assertThat(served.value("rabbitmq_queues")).isEqualTo(2);
        assertThat(served.value("rabbitmq_connections")).isEqualTo(1);
        assertThat(served.value("rabbitmq_connections_opened_total")).isEqualTo(1);
        assertThat(served.value("rabbitmq_queue_messages_unacked")).isEqualTo(1);
        assertThat(served.value("rabbitmq_global_messages_received_total", "protocol=\"amqp091\""))
                .isEqualTo(4);
        assertThat(served.value("rabbitmq_global_messages_received_confirm_total"))
                .isEqualTo(4);
        assertThat(served.value("rabbitmq_global_messages_confirmed_total")).isEqualTo(4);
        assertThat(served.value("rabbitmq_global_messages_routed_total")).isEqualTo(3);
        assertThat(served.value("rabbitmq_global_messages_unroutable_dropped_total"))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_global_messages_delivered_get_manual_ack_total", classic))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_global_messages_delivered_get_auto_ack_total", classic))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_global_messages_delivered_get_manual_ack_total", quorum))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_global_messages_acknowledged_total", quorum))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_global_messages_get_empty_total", classic))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_global_publishers")).isEqualTo(1);
    }

    @Test
    void theNodeTellsOfItselfAndOfItsJournal() {
        Served served = served("/metrics");

        assertThat(served.value("rabbitmq_process_open_fds")).isEqualTo(50);
        assertThat(served.value("rabbitmq_disk_space_available_limit_bytes")).isEqualTo(1_000_000);
        assertThat(served.value("rabbitmq_alarms_free_disk_space_watermark")).isZero();
        assertThat(served.types()).containsEntry("rabbitmq_alarms_memory_used_watermark", "untyped");
        assertThat(served.value("rabbitmq_io_sync_ops_total")).isEqualTo(10);
        assertThat(served.value("leveret_journal_sync_seconds_bucket", "le=\"6.4E-5\""))
                .isEqualTo(5);
        assertThat(served.value("leveret_journal_sync_seconds_count")).isEqualTo(10);
        assertThat(served.value("leveret_core_turn_seconds_sum")).isEqualTo(0.003);
        assertThat(served.value("leveret_queue_oldest_unacked_seconds")).isBetween(0.0, 600.0);
    }

    @Test
    void whatIsLeftBelowTheMemoryLimitIsWhatMessagesMayStillTake() {
        Served served = served("/metrics");
        double left = served.value("rabbitmq_resident_memory_limit_bytes")
                - served.value("rabbitmq_process_resident_memory_bytes");

        assertThat(left).isPositive().isLessThanOrEqualTo(300_000);
    }

    @Test
    void sizesOfMessagesHaveRabbitmqsBounds() {
        Served served = served("/metrics");

        assertThat(served.value("rabbitmq_message_size_bytes_bucket", "protocol=\"amqp091\",le=\"100\""))
                .isEqualTo(2);
        assertThat(served.value("rabbitmq_message_size_bytes_bucket", "protocol=\"amqp091\",le=\"1000\""))
                .isEqualTo(3);
        assertThat(served.value("rabbitmq_message_size_bytes_bucket", "protocol=\"amqp091\",le=\"10000000\""))
                .isEqualTo(4);
        assertThat(served.value("rabbitmq_message_size_bytes_bucket", "protocol=\"amqp091\",le=\"+Inf\""))
                .isEqualTo(4);
        assertThat(served.value("rabbitmq_message_size_bytes_sum")).isEqualTo(5_201);
    }

    @Test
    void objectsAreServedOneByOne() {
        Served served = served("/metrics/per-object");

        assertThat(served.value("rabbitmq_queue_messages_unacked", QUEUE)).isEqualTo(1);
        assertThat(served.value("rabbitmq_queue_messages_unacked_bytes", QUEUE)).isEqualTo(99);
        assertThat(served.value("rabbitmq_queue_messages_published_total", QUEUE))
                .isEqualTo(2);
        assertThat(served.value("rabbitmq_queue_get_total", QUEUE)).isEqualTo(1);
        assertThat(served.value("rabbitmq_channel_messages_published_total", "channel=\"10.0.0.1:1 (1)\",vhost=\"/\""))
                .isEqualTo(4);
        assertThat(served.value("rabbitmq_connection_channels", "connection=\"10.0.0.1:1\",vhost=\"/\""))
                .isEqualTo(1);
        assertThat(served.value("rabbitmq_exchange_messages_published_total", "exchange=\"\",vhost=\"/\""))
                .isEqualTo(4);
        assertThat(served.samples("leveret_queue_oldest_unacked_seconds")).hasSize(2);
        assertThat(served.value("rabbitmq_queues")).isEqualTo(2);
    }

    @Test
    void agesAreServedOfEachQueue() {
        String path = "/metrics/detailed?family=queue_age_metrics";
        String metric = "leveret_detailed_queue_oldest_unacked_seconds";

        await().untilAsserted(
                        () -> assertThat(served(path).value(metric, QUEUE)).isPositive());
        assertThat(served(path).value(metric, "queue=\"ledger\",vhost=\"/\"")).isZero();
    }

    @Test
    void detailsHaveOnlyTheFamiliesThatAreAskedFor() {
        Served served = served("/metrics/detailed?family=queue_coarse_metrics&family=nothing&family=vhost_status");

        assertThat(served.types().keySet())
                .containsExactlyInAnyOrder(
                        "rabbitmq_build_info",
                        "rabbitmq_identity_info",
                        "rabbitmq_cluster_vhost_status",
                        "rabbitmq_detailed_queue_messages",
                        "rabbitmq_detailed_queue_messages_ready",
                        "rabbitmq_detailed_queue_messages_unacked");
        assertThat(served.value("rabbitmq_detailed_queue_messages", QUEUE)).isEqualTo(1);
    }

    @Test
    void theClusterIsCalledWhatSomebodyNamedIt() {
        ApiClient admin = new ApiClient(SERVER.port(), "guest", "guest");
        admin.put("/api/cluster-name", "{\"name\":\"north\"}");

        assertThat(served("/metrics/detailed").samples("rabbitmq_identity_info"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels()).contains("rabbitmq_cluster=\"north\""));
    }

    @Test
    void detailsAreOfTheVirtualHostsThatAreAskedFor() {
        assertThat(served("/metrics/detailed?family=queue_coarse_metrics&vhost=other")
                        .samples("rabbitmq_detailed_queue_messages"))
                .isEmpty();
        assertThat(served("/metrics/detailed?family=queue_coarse_metrics&vhost=%2F")
                        .samples("rabbitmq_detailed_queue_messages"))
                .hasSize(2);
    }

    @Test
    void exchangesAreServedWithTheirBindings() {
        Served served = served("/metrics/detailed?family=exchange_names&family=exchange_bindings");

        assertThat(served.value("rabbitmq_cluster_exchange_name", "exchange=\"amq.topic\",type=\"topic\",vhost=\"/\""))
                .isEqualTo(1);
        assertThat(served.value(
                        "rabbitmq_cluster_exchange_bindings", "exchange=\"amq.topic\",type=\"topic\",vhost=\"/\""))
                .isZero();
    }

    @Test
    void whoTakesOnlyOpenMetricsGetsThem() {
        ApiClient.Response text = get("/metrics", "Accept", "application/openmetrics-text;q=0.9,text/plain;q=0.1");
        ApiClient.Response open = get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");

        assertThat(text.raw().headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(open.raw().headers().firstValue("content-type").orElse(""))
                .startsWith("application/openmetrics-text");
        assertThat(text(open)).endsWith("# EOF\n").contains("rabbitmq_message_size_bytes_bucket");
    }

    @Test
    void onManagementsPortOneHasToBeAllowedToMonitor() {
        SERVER.broker().addUser("watcher", "monitoring");
        SERVER.broker().addUser("clerk", "management");

        assertThat(SERVER.as("watcher", "watcher").get("/metrics").status()).isEqualTo(200);
        assertThat(SERVER.as("clerk", "clerk").get("/metrics").status()).isEqualTo(401);
    }

    @Test
    void nothingElseIsServedWithoutALogin() {
        assertThat(get("/api/whoami").status()).isEqualTo(404);
        assertThat(get("/").status()).isEqualTo(404);
    }

    private static double uptime() {
        return served("/metrics/detailed?family=node_metrics").value("rabbitmq_detailed_erlang_uptime_seconds");
    }

    /** Tried some times: a slow machine may take a second for it. */
    @Test
    void equalScrapesWithinASecondShareAnAnswer() {
        assertThat(IntStream.range(0, 10)
                        .anyMatch(attempt -> DoubleStream.generate(MetricsTest::uptime)
                                        .limit(5)
                                        .distinct()
                                        .count()
                                == 1))
                .isTrue();
        double before = uptime();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(uptime()).isGreaterThan(before));
    }

    @Test
    void manyDifferentScrapesOneAfterTheOtherAreAnswered() {
        for (int i = 0; i < 50; i++) {
            assertThat(get("/metrics/detailed?vhost=" + i).status()).isEqualTo(200);
        }
    }

    @Test
    void tooManyDifferentScrapesAtOnceAreToldToComeAgain() {
        CountDownLatch held = new CountDownLatch(1);
        FakeGauges gauges = new FakeGauges();
        try (TestServer other = new TestServer(() -> {
            await().until(() -> held.getCount() == 0);
            return gauges.read();
        })) {
            ApiClient scraper = new ApiClient(other.metricsPort(), "nobody", "nothing");
            List<CompletableFuture<ApiClient.Response>> asked = IntStream.range(0, 9)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> scraper.get("/metrics/detailed?vhost=" + i), THREADS))
                    .toList();

            assertThat(CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new))
                            .thenApply(first -> ((ApiClient.Response) first).status())
                            .join())
                    .isEqualTo(503);
            held.countDown();
            assertThat(asked.stream().map(answer -> answer.join().status()))
                    .containsOnlyOnce(503)
                    .containsOnly(200, 503);
        }
    }
}
