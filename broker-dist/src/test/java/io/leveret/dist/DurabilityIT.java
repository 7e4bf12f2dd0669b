package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues with a durability of their own, over the wire. */
class DurabilityIT {
    private static final List<String> WORDS = List.of("os", "interval", "fsync");
    private static final int MESSAGES = 50;
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "interval", "os"})
    void everyMessageIsConfirmedWhateverQueueAndNodeWaitFor(String nodes) throws Exception {
        try (TestBroker broker = TestBroker.start(folder, "leveret.journal.sync=" + nodes);
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (String word : WORDS) {
                channel.queueDeclare(word, true, false, false, Map.of("x-durability", word));
                publish(channel, "", word);
                assertThat(channel.messageCount(word)).isEqualTo(MESSAGES);
                channel.queueBind(word, "amq.fanout", "");
            }
            publish(channel, "amq.fanout", "");
        }
        try (TestBroker broker = TestBroker.start(folder, "leveret.journal.sync=" + nodes);
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (String word : WORDS) {
                channel.queueDeclare(word, true, false, false, Map.of("x-durability", word));
                assertThat(channel.messageCount(word)).isEqualTo(2 * MESSAGES);
            }
        }
    }

    private static void publish(Channel channel, String exchange, String key) throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            channel.basicPublish(exchange, key, MessageProperties.PERSISTENT_BASIC, new byte[100]);
        }
        channel.waitForConfirmsOrDie(PATIENCE_MILLIS);
    }

    @Test
    void anotherWordIsRefused() throws Exception {
        try (TestBroker broker = TestBroker.start(folder);
                Connection connection = broker.connect()) {
            Channel channel = connection.createChannel(); // which the refusal closes
            assertThatThrownBy(() -> channel.queueDeclare("q", true, false, false, Map.of("x-durability", "always")))
                    .rootCause()
                    .hasMessageContaining("reply-code=406")
                    .hasMessageContaining("invalid arg 'x-durability' for queue 'q' in vhost '/'");
        }
    }
}
