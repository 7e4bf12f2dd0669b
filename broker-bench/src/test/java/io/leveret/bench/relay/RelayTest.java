package io.leveret.bench.relay;

import static io.leveret.bench.relay.Contents.confirm;
import static io.leveret.bench.relay.Contents.content;
import static io.leveret.bench.relay.Contents.deliver;
import static io.leveret.bench.relay.Contents.join;
import static io.leveret.bench.relay.Contents.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.ExchangeMethod;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
    private static final int SMALL_FRAMES = 64;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Relay relay = new Relay(new PrintStream(log, true, UTF_8));

    private final List<Peer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(Peer::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void aPublishIsDeliveredWithItsOwnOctetsWhereverItIsCut(int size) {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] content = content(1, size, SMALL_FRAMES);
        byte[] publish = publish(1, "", "q", content);

        for (int cut = 0; cut <= publish.length; cut++) {
            publisher.sendCut(publish, cut);

            assertThat(consumer.received()).as("cut at %d", cut).isEqualTo(delivered(cut + 1, content));
        }
    }

    @Test
    void aPublishIsDeliveredThatComesOctetByOctet() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] content = content(1, 100, SMALL_FRAMES);

        for (byte octet : publish(1, "", "q", content)) {
            publisher.send(new byte[] {octet});
        }

        assertThat(consumer.received()).isEqualTo(delivered(1, content));
    }

    @Test
    void aLargeBodyIsDeliveredWhereverItIsCut() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] content = content(1, 20_000, 8192);
        byte[] publish = publish(1, "", "q", content);

        for (int cut = 0, count = 1; cut <= publish.length; cut += 7, count++) {
            publisher.sendCut(publish, cut);

            assertThat(consumer.received()).as("cut at %d", cut).isEqualTo(delivered(count, content));
        }
    }

    @Test
    void aLargeBodyGoesOutInTheBuffersItCameIn() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] content = content(1, 20_000, 8192);

        publisher.sendCut(publish(1, "", "q", content), 10_000);

        assertThat(consumer.received()).isEqualTo(delivered(1, content));
        assertThat(consumer.lastReads()).as("deliver, and two pieces").isEqualTo(3);
    }

    @Test
    void allOfAReadLeavesInOneBuffer() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] content = content(1, 16, SMALL_FRAMES);
        byte[] publish = publish(1, "", "q", content);

        publisher.send(join(publish, publish, publish));

        assertThat(consumer.received())
                .isEqualTo(join(delivered(1, content), delivered(2, content), delivered(3, content)));
        assertThat(consumer.lastReads()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 20_000})
    void aDeliveryHasTheNumberOfItsConsumersChannel(int size) {
        Peer consumer = consumer(7, "q", "c");
        Peer publisher = connect(300);

        publisher.send(publish(300, "", "q", content(300, size, 8192)));

        var deliver = new BasicMethod.Deliver("c", 1, false, "", "q");
        assertThat(consumer.received()).isEqualTo(deliver(7, deliver, content(7, size, 8192)));
    }

    @Test
    void contentsOfSeveralChannelsMayBeInterleaved() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        publisher.ask(2, new ChannelMethod.Open());
        byte[] first = content(1, 0, SMALL_FRAMES);
        byte[] second = content(2, 50, SMALL_FRAMES);
        int header = content(2, 0, SMALL_FRAMES).length;

        publisher.send(join(
                publish(2, "", "q"),
                Arrays.copyOf(second, header),
                publish(1, "", "q", first),
                Arrays.copyOfRange(second, header, second.length)));

        assertThat(consumer.received())
                .isEqualTo(join(delivered(1, first), delivered(2, content(1, 50, SMALL_FRAMES))));
    }

    @Test
    void publishesOfAReadAreConfirmedByOneAck() {
        Peer publisher = connect(1);
        consumer(1, "q", "c");
        publisher.selectConfirms(1);
        byte[] publish = publish(1, "", "q", content(1, 16, SMALL_FRAMES));

        publisher.send(join(publish, publish, publish));
        byte[] three = publisher.received();
        publisher.send(publish);

        assertThat(three).isEqualTo(confirm(1, 3));
        assertThat(publisher.received()).isEqualTo(confirm(1, 4));
    }

    @Test
    void nothingIsConfirmedThatWasNotAskedFor() {
        Peer publisher = connect(1);
        consumer(1, "q", "c");

        publisher.send(publish(1, "", "q", content(1, 16, SMALL_FRAMES)));

        assertThat(publisher.received()).isEmpty();
    }

    @Test
    void aFanoutExchangeDeliversToTheConsumersOfAllItsQueues() {
        Peer publisher = connect(1);
        Peer one = consumer(1, "q1", "one");
        Peer two = consumer(1, "q2", "two");
        one.fanout(1, "x", "q1");
        two.fanout(1, "x", "q2");
        byte[] content = content(1, 16, SMALL_FRAMES);

        publisher.send(publish(1, "x", "any", content));

        assertThat(one.received()).isEqualTo(deliver(1, new BasicMethod.Deliver("one", 1, false, "x", "any"), content));
        assertThat(two.received()).isEqualTo(deliver(1, new BasicMethod.Deliver("two", 1, false, "x", "any"), content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "queue-number-"})
    void publishesThatDifferInOneOctetHaveRoutesOfTheirOwn(String prefix) {
        Peer publisher = connect(1);
        Peer one = consumer(1, prefix + "1", "one");
        Peer two = consumer(1, prefix + "2", "two");
        byte[] content = content(1, 16, SMALL_FRAMES);
        byte[] toOne = publish(1, "", prefix + "1", content);

        publisher.send(join(toOne, publish(1, "", prefix + "2", content), toOne));

        var first = new BasicMethod.Deliver("one", 1, false, "", prefix + "1");
        var second = new BasicMethod.Deliver("one", 2, false, "", prefix + "1");
        assertThat(one.received()).isEqualTo(join(deliver(1, first, content), deliver(1, second, content)));
        assertThat(two.received())
                .isEqualTo(deliver(1, new BasicMethod.Deliver("two", 1, false, "", prefix + "2"), content));
    }

    @Test
    void consumersOfAQueueTakeTurns() {
        Peer publisher = connect(1);
        Peer one = consumer(1, "q", "c");
        Peer two = consumer(1, "q", "c");
        byte[] content = content(1, 16, SMALL_FRAMES);
        byte[] publish = publish(1, "", "q", content);

        publisher.send(join(publish, publish, publish));

        assertThat(one.received()).isEqualTo(join(delivered(1, content), delivered(2, content)));
        assertThat(two.received()).isEqualTo(delivered(1, content));
    }

    @Test
    void aConsumerThatIsGoneGetsNothingMore() {
        Peer publisher = connect(1);
        Peer gone = consumer(1, "q", "c");
        Peer stays = consumer(1, "q", "c");
        byte[] content = content(1, 16, SMALL_FRAMES);
        byte[] publish = publish(1, "", "q", content);

        gone.close();
        publisher.send(join(publish, publish));

        assertThat(stays.received()).isEqualTo(join(delivered(1, content), delivered(2, content)));
    }

    @Test
    void whatNobodyConsumesIsDroppedAndConfirmedAndSaidOnce() {
        Peer publisher = connect(1);
        publisher.selectConfirms(1);
        byte[] publish = publish(1, "", "q", content(1, 16, SMALL_FRAMES));

        publisher.send(join(publish, publish));

        assertThat(publisher.received()).isEqualTo(confirm(1, 2));
        assertThat(log.toString(UTF_8)).containsOnlyOnce("a publish was dropped");
        relay.sayDropped();
        assertThat(log.toString(UTF_8)).contains("2 publishes were dropped");
    }

    @Test
    void aPublisherFindsTheConsumerThatComesLater() {
        Peer publisher = connect(1);
        byte[] content = content(1, 16, SMALL_FRAMES);
        byte[] publish = publish(1, "", "q", content);
        publisher.send(publish);

        Peer consumer = consumer(1, "q", "c");
        publisher.send(publish);

        assertThat(consumer.received()).isEqualTo(delivered(1, content));
    }

    @Test
    void publishersAreNotReadWhileAConsumerTakesNothing() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        Peer late = connect(1);
        byte[] publish = publish(1, "", "q", content(1, 16, SMALL_FRAMES));
        publisher.send(publish);

        consumer.takes(false);
        late.send(publish);

        assertThat(publisher.isRead()).isFalse();
        assertThat(late.isRead()).isFalse();
        assertThat(consumer.isRead()).as("its acks are").isTrue();
        consumer.takes(true);
        assertThat(publisher.isRead()).isTrue();
        assertThat(late.isRead()).isTrue();
    }

    @Test
    void publishersAreReadAgainWhenTheConsumerThatTookNothingIsGone() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);
        publisher.send(publish(1, "", "q", content(1, 16, SMALL_FRAMES)));

        consumer.takes(false);
        consumer.close();

        assertThat(publisher.isRead()).isTrue();
    }

    @Test
    void acksOfConsumersAreTakenWithoutAWord() {
        Peer consumer = consumer(1, "q", "c");

        byte[] answer = consumer.ask(1, new BasicMethod.Ack(1, true));

        assertThat(answer).isEmpty();
        assertThat(consumer.isOpen()).isTrue();
    }

    @Test
    void aPublisherThatGoesLeavesNoBufferBehind() {
        consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] publish = publish(1, "", "q", content(1, 20_000, 8192));
        ByteBuf cut = Unpooled.copiedBuffer(publish, 0, 9000);

        publisher.send(cut);
        int held = cut.refCnt();
        publisher.close();

        assertThat(held).isEqualTo(1);
        assertThat(cut.refCnt()).isZero();
    }

    @Test
    void queuesAreDeclaredAndPurgedWithoutMessages() {
        Peer peer = connect(1);

        byte[] declared = peer.ask(1, new QueueMethod.Declare("q", false, true, false, false, false, FieldTable.EMPTY));
        byte[] purged = peer.ask(1, new QueueMethod.Purge("q", false));
        byte[] silent = peer.ask(1, new QueueMethod.Declare("q", false, true, false, false, true, FieldTable.EMPTY));

        assertThat(declared).isEqualTo(Peer.octets(1, new QueueMethod.DeclareOk("q", 0, 0)));
        assertThat(purged).isEqualTo(Peer.octets(1, new QueueMethod.PurgeOk(0)));
        assertThat(silent).isEmpty();
    }

    @Test
    void aChannelClosesWithItsConsumers() {
        Peer consumer = consumer(1, "q", "c");
        Peer publisher = connect(1);

        byte[] closed = consumer.ask(1, new ChannelMethod.Close(200, "", 0, 0));
        publisher.send(publish(1, "", "q", content(1, 16, SMALL_FRAMES)));

        assertThat(closed).isEqualTo(Peer.octets(1, new ChannelMethod.CloseOk()));
        assertThat(consumer.received()).isEmpty();
        assertThat(consumer.isOpen()).isTrue();
    }

    @Test
    void aConnectionClosesWithAnAnswer() {
        Peer peer = connect(1);

        byte[] answer = peer.ask(0, new ConnectionMethod.Close(200, "", 0, 0));

        assertThat(answer).isEqualTo(Peer.octets(0, new ConnectionMethod.CloseOk()));
        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void whoWantsSmallerFramesIsToldThatTheyStayAsTheyAre() {
        Peer peer = closedAtTheEnd(Peer.started(relay));

        peer.ask(0, new ConnectionMethod.TuneOk(2047, 4096, 0));

        assertThat(peer.isOpen()).isFalse();
        assertThat(log.toString(UTF_8)).contains("frame-max must be 131072");
    }

    @Test
    void whatTheRelayDoesNotHaveClosesTheConnection() {
        Peer peer = connect(1);

        peer.ask(1, new ExchangeMethod.Declare("x", "topic", false, false, false, false, false, FieldTable.EMPTY));

        assertThat(peer.isOpen()).isFalse();
        assertThat(log.toString(UTF_8)).contains("fanout exchanges only");
    }

    @Test
    void aFrameWithoutEndOctetClosesTheConnection() {
        consumer(1, "q", "c");
        Peer publisher = connect(1);
        byte[] publish = publish(1, "", "q", content(1, 16, SMALL_FRAMES));
        publish[publish.length - 1] = 0;

        publisher.send(publish);

        assertThat(publisher.isOpen()).isFalse();
        assertThat(log.toString(UTF_8)).contains("FRAME_ERROR");
    }

    private Peer connect(int channel) {
        return closedAtTheEnd(Peer.connect(relay, channel));
    }

    private Peer consumer(int channel, String queue, String tag) {
        return closedAtTheEnd(Peer.consumer(relay, channel, queue, tag));
    }

    private Peer closedAtTheEnd(Peer peer) {
        peers.add(peer);
        return peer;
    }

    /** To consumer c on channel 1, from the default exchange. */
    private static byte[] delivered(long deliveryTag, byte[] content) {
        return deliver(1, new BasicMethod.Deliver("c", deliveryTag, false, "", "q"), content);
    }
}
