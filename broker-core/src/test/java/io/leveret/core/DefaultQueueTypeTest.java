package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.QueueType;
import org.junit.jupiter.api.Test;

/** The type of queues that are declared without one. */
class DefaultQueueTypeTest {
    private static final FieldTable CLASSIC =
            FieldTable.builder().put("x-queue-type", "classic").build();

    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    DefaultQueueTypeTest() {
        vhost.loop().control().defaultQueueType(QueueType.QUORUM);
        vhost.run();
    }

    private QueueType type(String queue) {
        return vhost.queue(queue).settings().type();
    }

    @Test
    void aDurableQueueWithoutATypeIsOfTheDefaultOne() {
        channel.declareDurable("q");
        assertThat(type("q")).isEqualTo(QueueType.QUORUM);
        assertThat(channel.declareDurable("q").sync().events())
                .as("declared again")
                .hasSize(2)
                .allMatch(event -> event.startsWith("declare-ok q"));
    }

    @Test
    void aTypeThatIsNamedCounts() {
        channel.declareDurable("q", CLASSIC);
        assertThat(type("q")).isEqualTo(QueueType.CLASSIC);
    }

    @Test
    void whatCanBeNoQuorumQueueIsAClassicOne() {
        channel.declare("transient").declareExclusive("exclusive").declareAutoDelete("auto");
        assertThat(type("transient")).isEqualTo(QueueType.CLASSIC);
        assertThat(type("exclusive")).isEqualTo(QueueType.CLASSIC);
        assertThat(type("auto")).isEqualTo(QueueType.CLASSIC);
        assertThat(channel.declareDurable("").sync().events()).last().asString().startsWith("declare-ok amq.gen-");
    }

    @Test
    void theTypeIsKeptWithTheQueue() {
        channel.declareDurable("q").sync();
        TestVhost again = vhost.crashAndRecover();
        assertThat(again.queue("q").settings().type()).isEqualTo(QueueType.QUORUM);
        assertThat(again.channel().declareDurable("q").sync().events())
                .as("the default is another now")
                .singleElement()
                .asString()
                .contains("inequivalent arg 'x-queue-type'");
    }
}
