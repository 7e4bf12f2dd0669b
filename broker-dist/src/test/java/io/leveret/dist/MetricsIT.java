package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of a whole broker, with a real client and a real disk. */
class MetricsIT {
    @TempDir
    private Path directory;

    private static double value(String text, String sample) {
        Matcher line = Pattern.compile("^" + Pattern.quote(sample) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(text);
        assertThat(line.find()).as("%s in %s", sample, text).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static String get(TestBroker broker, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + broker.metricsPort() + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whatAClientDoesIsMeasured() throws Exception {
        try (TestBroker broker = TestBroker.start(directory, "leveret.listeners.metrics.enabled=true");
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("orders", true, false, false, null);
            for (int i = 0; i < 200; i++) {
                channel.basicPublish("", "orders", MessageProperties.PERSISTENT_BASIC, new byte[1_000]);
            }
            channel.waitForConfirmsOrDie(10_000);
            channel.basicGet("orders", false);
            AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive("orders");

            String sums = get(broker, "/metrics");
            assertThat(queue.getMessageCount()).isEqualTo(199);
            assertThat(value(sums, "rabbitmq_queue_messages_ready")).isEqualTo(199);
            assertThat(value(sums, "rabbitmq_connections")).isEqualTo(1);
            assertThat(value(sums, "rabbitmq_global_messages_received_confirm_total{protocol=\"amqp091\"}"))
                    .isEqualTo(200);
            assertThat(value(sums, "rabbitmq_connection_incoming_bytes_total")).isGreaterThan(200_000);
            assertThat(value(sums, "rabbitmq_process_open_tcp_sockets")).isEqualTo(1);
            theNodeIsMeasured(sums);

            String objects = get(broker, "/metrics/per-object");
            assertThat(value(objects, "rabbitmq_queue_messages_ready{queue=\"orders\",vhost=\"/\"}"))
                    .isEqualTo(199);
            assertThat(value(objects, "leveret_queue_oldest_unacked_seconds{queue=\"orders\",vhost=\"/\"}"))
                    .isBetween(0.0, 60.0);
        }
    }

    private static void theNodeIsMeasured(String sums) {
        assertThat(value(sums, "rabbitmq_process_resident_memory_bytes")).isGreaterThan(10_000_000);
        assertThat(value(sums, "rabbitmq_process_open_fds")).isGreaterThan(5);
        assertThat(value(sums, "rabbitmq_process_max_fds"))
                .isGreaterThanOrEqualTo(value(sums, "rabbitmq_process_open_fds"));
        assertThat(value(sums, "rabbitmq_disk_space_available_bytes")).isPositive();
        assertThat(value(sums, "rabbitmq_disk_space_available_limit_bytes")).isPositive();
        assertThat(value(sums, "rabbitmq_io_sync_ops_total")).isPositive();
        assertThat(value(sums, "leveret_journal_sync_seconds_count")).isPositive();
        assertThat(value(sums, "leveret_journal_records_total")).isGreaterThan(200);
        assertThat(value(sums, "leveret_heap_max_bytes")).isPositive();
        assertThat(value(sums, "leveret_core_turn_seconds_bucket{le=\"+Inf\"}"))
                .isEqualTo(value(sums, "leveret_core_turn_seconds_count"));
    }
}
