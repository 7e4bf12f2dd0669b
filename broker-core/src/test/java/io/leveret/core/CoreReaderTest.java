package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConnectionView;
import io.leveret.core.view.ConsumerView;
import io.leveret.core.view.CountedView;
import io.leveret.core.view.QueueView;
import io.leveret.core.view.SliceReader;
import io.leveret.core.view.VhostView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What management sees of a virtual host. */
class CoreReaderTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = client("10.0.0.1", 1000).channel(1);

    private CoreReader reader() {
        return vhost.loop().reader();
    }

    /** A connection that is in the listings. */
    private TestConnection client(String host, int port) {
        User user = new User("guest", Set.of(), Map.of(TestVhost.NAME, Rights.of(Permissions.ALL)));
        FakePort wire = new FakePort();
        SessionSettings settings = new SessionSettings(
                user, null, host + ":" + port, 1L << 40, ClientCapabilities.ALL, TestDetails.from(host, port));
        return new TestConnection(vhost, vhost.loop().open(settings, wire), wire);
    }

    private <T> List<T> all(Consumer<SliceReader<T>> listing) {
        List<T> found = new ArrayList<>();
        boolean[] ended = new boolean[1];
        listing.accept((part, last) -> {
            assertThat(ended[0]).as("a slice after the last").isFalse();
            found.addAll(part);
            ended[0] = last;
        });
        vhost.run();
        assertThat(ended[0]).as("the last slice came").isTrue();
        return found;
    }

    private QueueView queue(String name) {
        List<QueueView> seen = new ArrayList<>();
        reader().queue(name, seen::add);
        vhost.run();
        return seen.get(0);
    }

    private VhostView totals() {
        List<VhostView> seen = new ArrayList<>();
        reader().totals(seen::add);
        vhost.run();
        return seen.get(0);
    }

    @Test
    void aListingIsOneSliceATurn() {
        for (int i = 0; i < 1000; i++) {
            channel.declare("q" + i);
        }
        List<Integer> slices = new ArrayList<>();

        reader().queues((part, last) -> slices.add(part.size()));
        vhost.executor().step(); // the listing begins
        assertThat(slices).hasSize(1);
        vhost.executor().step();
        assertThat(slices).hasSize(2);
        vhost.run();

        assertThat(slices.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
        assertThat(slices).allMatch(size -> size <= 128);
    }

    @Test
    void aQueueThatGoesDuringTheListingIsLeftOut() {
        for (int i = 0; i < 1000; i++) {
            channel.declare("q" + i);
        }
        List<String> names = new ArrayList<>();

        reader().queues((part, last) ->
                part.forEach(queue -> names.add(queue.settings().name())));
        vhost.executor().step();
        channel.delete("q999");
        vhost.run();

        assertThat(names).hasSize(999).doesNotContain("q999");
    }

    @Test
    void lengthsTellOfMessagesAndOctets() {
        channel.declare("q").publish("", "q", "12345").publish("", "q", "123").get("q");

        QueueView seen = queue("q");

        assertThat(seen.lengths().ready()).isEqualTo(1);
        assertThat(seen.lengths().readyBytes()).isEqualTo(3);
        assertThat(seen.lengths().unacked()).isEqualTo(1);
        assertThat(seen.lengths().unackedBytes()).isEqualTo(5);
        assertThat(seen.lengths().messages()).isEqualTo(2);
        assertThat(seen.lengths().first().bodySize()).isEqualTo(3);
        assertThat(queue("none")).isNull();
    }

    @Test
    void octetsOfUnackedMessagesGoWithThem() {
        channel.declare("q");
        for (int i = 0; i < 3; i++) {
            channel.publish("", "q", "12345");
        }
        channel.get("q").get("q").get("q").ack(1).nack(2, false, true).nack(3, false, false);

        assertThat(queue("q").lengths().unackedBytes()).isZero();
        assertThat(queue("q").lengths().readyBytes()).isEqualTo(5);
    }

    @Test
    void whatHappensToMessagesIsCounted() {
        channel.declare("q").exchange("x", "fanout").bind("x", "q", "");
        channel.publish("x", "k", "a").publish("x", "k", "b").publish("", "nowhere", "c");
        channel.publishMandatory("", "nowhere", "d");
        channel.get("q").nack(1, false, true).get("q").ack(2).get("q", true).get("q");

        Counts counts = queue("q").counts();
        assertThat(counts.of(Count.PUBLISH)).isEqualTo(2);
        assertThat(counts.of(Count.GET)).isEqualTo(2);
        assertThat(counts.of(Count.GET_NO_ACK)).isEqualTo(1);
        assertThat(counts.of(Count.GET_EMPTY)).isEqualTo(1);
        assertThat(counts.of(Count.REDELIVER)).isEqualTo(1);
        assertThat(counts.of(Count.ACK)).isEqualTo(1);
        assertThat(counts.delivered()).isEqualTo(3);
        Counts onChannel = this.<ChannelView>all(reader()::channels).get(0).counts();
        assertThat(onChannel.of(Count.PUBLISH)).isEqualTo(4);
        assertThat(onChannel.of(Count.DROP_UNROUTABLE)).isEqualTo(1);
        assertThat(onChannel.of(Count.RETURN_UNROUTABLE)).isEqualTo(1);
        reader().exchange("x", exchange -> {
            assertThat(exchange.counts().of(Count.PUBLISH_IN)).isEqualTo(2);
            assertThat(exchange.counts().of(Count.PUBLISH_OUT)).isEqualTo(2);
        });
        vhost.run();
    }

    @Test
    void aConfirmForManyCountsForEach() {
        channel.declareDurable("q").sync().confirmSelect();
        channel.publishPersistent("", "q", "a")
                .publishPersistent("", "q", "b")
                .publishPersistent("", "q", "c")
                .sync();

        assertThat(this.<ChannelView>all(reader()::channels).get(0).counts().of(Count.CONFIRM))
                .isEqualTo(3);
    }

    @Test
    void onlyWhatHasCountedIsToldToWhoAsksRegularly() {
        channel.declare("busy").declare("idle").publish("", "busy", "a");
        assertThat(this.<CountedView>all(reader()::counted))
                .extracting(CountedView::name)
                .containsExactlyInAnyOrder("busy", "", "10.0.0.1:1000 (1)");

        assertThat(this.<CountedView>all(reader()::counted)).isEmpty();

        channel.publish("", "idle", "b");
        assertThat(this.<CountedView>all(reader()::counted))
                .extracting(CountedView::name)
                .containsExactlyInAnyOrder("idle", "", "10.0.0.1:1000 (1)");
    }

    @Test
    void onlyClientsAreListed() {
        TestChannel own = vhost.connect().channel(1);
        own.declare("q").consume("q");
        channel.consume("q", "seen");

        assertThat(this.<ConnectionView>all(reader()::connections)).hasSize(1);
        assertThat(this.<ChannelView>all(reader()::channels))
                .extracting(view -> view.name().text())
                .containsExactly("10.0.0.1:1000 (1)");
        assertThat(this.<ConsumerView>all(reader()::consumers))
                .extracting(ConsumerView::tag)
                .containsExactly("seen");
    }

    @Test
    void totalsKeepWhatEndedObjectsCounted() {
        channel.declare("q").publish("", "q", "a").get("q").ack(1).delete("q");
        channel.close();

        VhostView seen = totals();

        assertThat(seen.channels().of(Count.PUBLISH)).isEqualTo(1);
        assertThat(seen.channels().of(Count.ACK)).isEqualTo(1);
        assertThat(seen.queues().get(QueueType.CLASSIC).of(Count.GET)).isEqualTo(1);
        assertThat(seen.objects().queues()).isZero();
        assertThat(seen.objects().channels()).isZero();
        assertThat(seen.objects().connections()).isEqualTo(1);
        assertThat(seen.lives()).isEqualTo(new VhostView.Lives(1, 0, 1, 1, 1, 1, 1));
    }

    @Test
    void bindingsHaveThoseToTheDefaultExchangeFirst() {
        channel.declare("q").exchange("x", "direct").bind("x", "q", "k");

        assertThat(this.<BindingRequest>all(reader()::bindings))
                .containsExactly(
                        new BindingRequest("", false, "q", "q", FieldTable.EMPTY),
                        new BindingRequest("x", false, "q", "k", FieldTable.EMPTY));
        assertThat(this.<BindingRequest>all(listing -> reader().bindingsFrom("x", listing)))
                .hasSize(1);
        List<List<BindingRequest>> to = new ArrayList<>();
        reader().bindingsTo(false, "q", to::add);
        reader().bindingsTo(true, "none", to::add);
        vhost.run();
        assertThat(to.get(0)).hasSize(2);
        assertThat(to.get(1)).isNull();
    }

    @Test
    void totalsAddUpWhatQueuesAndChannelsHold() {
        channel.confirmSelect();
        vhost.advance(1000);
        long published = vhost.executor().nowMillis();
        channel.declare("q").publish("", "q", "abc").publish("", "q", "d").get("q");
        long delivered = vhost.executor().nowMillis();

        VhostView seen = totals();

        assertThat(seen.held()).isEqualTo(new VhostView.Held(1, 3, 1, published, delivered));
        assertThat(seen.publishing().publishers()).isEqualTo(1);
        assertThat(seen.publishing().publishesToConfirm()).isEqualTo(2);
        assertThat(seen.publishing().sizes().octets()).isEqualTo(4);
        assertThat(seen.publishing().sizes().counts()).startsWith(2, 0);
    }

    @Test
    void publishesOfClosedChannelsStayCounted() {
        channel.confirmSelect();
        channel.declare("q").publish("", "q", "a");
        channel.close();

        assertThat(totals().publishing().publishesToConfirm()).isEqualTo(1);
        assertThat(totals().publishing().publishers()).isZero();
    }

    @Test
    void aConnectionThatEndedIsCounted() {
        TestConnection gone = client("10.0.0.9", 9);
        gone.channel(1).declare("q");
        gone.drop();
        vhost.run();

        assertThat(totals().lives().connectionsOpened()).isEqualTo(2);
        assertThat(totals().lives().connectionsClosed()).isEqualTo(1);
    }

    @Test
    void theOldestUnackedDeliveryOfAllQueuesIsInTheTotals() {
        channel.declare("a").declare("b").publish("", "a", "m").publish("", "b", "m");
        assertThat(totals().held().unackedSinceMillis()).isZero();
        vhost.advance(500);
        long first = vhost.executor().nowMillis();
        channel.get("b");
        vhost.advance(500);
        channel.get("a");

        assertThat(totals().held().unackedSinceMillis()).isEqualTo(first);
        assertThat(queue("a").lengths().unackedSinceMillis()).isEqualTo(first + 500);
        channel.ack(2, true);
        assertThat(totals().held().unackedSinceMillis()).isZero();
    }

    @Test
    void whatAChannelCountedIsInTheTotalsThoughItClosesMeanwhile() {
        channel.declare("q");
        TestConnection last = null;
        for (int i = 0; i < 200; i++) {
            last = client("10.0.0.2", i);
            last.channel(1);
        }
        last.channel(1).confirmSelect().publish("", "q", "m");
        List<VhostView> seen = new ArrayList<>();

        reader().totals(seen::add);
        vhost.executor().step();
        assertThat(seen).isEmpty();
        last.drop();

        assertThat(seen.get(0).channels().of(Count.PUBLISH)).isEqualTo(1);
        assertThat(seen.get(0).publishing().publishesToConfirm()).isEqualTo(1);
        assertThat(seen.get(0).publishing().publishers()).as("a gauge").isZero();
        assertThat(seen.get(0).objects().channels()).isEqualTo(200);
        assertThat(totals().channels().of(Count.PUBLISH)).isEqualTo(1);
    }
}
