package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a queue's arguments may not be, in RabbitMQ's words. */
class QueueArgumentsTest {
    private static final String REFUSED = "channel: 406 PRECONDITION_FAILED - ";

    private final TestVhost vhost = new TestVhost();

    @Test
    void aWordThatIsNoneOfTheListIsNamed() {
        assertThat(refusal("x-queue-type", FieldValue.of("stream")))
                .isEqualTo(
                        "invalid arg 'x-queue-type' for queue 'q' in vhost '/': \"unsupported queue type 'stream'\"");
        assertThat(refusal("x-queue-mode", FieldValue.of("eager")))
                .isEqualTo("invalid arg 'x-queue-mode' for queue 'q' in vhost '/': \"unsupported queue mode 'eager'\"");
        assertThat(refusal("x-queue-version", FieldValue.of(3L)))
                .isEqualTo(
                        "invalid arg 'x-queue-version' for queue 'q' in vhost '/': \"unsupported queue version '3'\"");
        assertThat(refusal("x-overflow", FieldValue.of("drop-tail")))
                .isEqualTo("invalid arg 'x-overflow' for queue 'q' in vhost '/': invalid_overflow");
        assertThat(refusal("x-durability", FieldValue.of("always")))
                .isEqualTo(
                        "invalid arg 'x-durability' for queue 'q' in vhost '/': \"unsupported durability 'always'\"");
        assertThat(refusal("x-durability", FieldValue.of(1L)))
                .isEqualTo("invalid arg 'x-durability' for queue 'q' in vhost '/': {unacceptable_type,long}");
    }

    @Test
    void aDeadLetterExchangeThatIsNoTextIsRefusedInWordsOfItsOwn() {
        assertThat(refusal("x-dead-letter-exchange", FieldValue.of(1L)))
                .isEqualTo("invalid type 'long' for arg 'x-dead-letter-exchange' in queue 'q' in vhost '/'");
    }

    @Test
    void argumentsOfStreamsAreNotTakenByOtherTypes() {
        for (String argument : new String[] {
            "x-max-age", "x-stream-max-segment-size-bytes", "x-stream-filter-size-bytes", "x-initial-cluster-size"
        }) {
            String problem = "invalid arg '" + argument + "' for queue 'q' in vhost '/' of queue type ";
            FieldTable.Builder quorum = FieldTable.builder().put("x-queue-type", FieldValue.of("quorum"));

            assertThat(refusal(argument, FieldValue.of(1L))).isEqualTo(problem + "rabbit_classic_queue");
            assertThat(refusal(quorum.put(argument, FieldValue.of(1L)).build()))
                    .isEqualTo(problem + "rabbit_quorum_queue");
        }
    }

    @Test
    void aNumberOutOfItsRangeIsTold() {
        assertThat(refusal("x-expires", FieldValue.of(0L))).endsWith(": {value_zero,0}");
        assertThat(refusal("x-message-ttl", FieldValue.of(-1L))).endsWith(": {value_negative,-1}");
        assertThat(refusal("x-message-ttl", FieldValue.of(315_360_000_001L)))
                .endsWith(": {value_too_large,315360000001}");
        assertThat(refusal("x-max-priority", FieldValue.of(256L))).endsWith(": {max_value_exceeded,256}");
    }

    private String refusal(String argument, FieldValue value) {
        return refusal(FieldTable.builder().put(argument, value).build());
    }

    private String refusal(FieldTable arguments) {
        List<String> events = vhost.channel().declareDurable("q", arguments).events();
        assertThat(events).hasSize(1).first(STRING).startsWith(REFUSED);
        return events.get(0).substring(REFUSED.length());
    }
}
