package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** x-recent-history: the last messages are given to what is bound later. */
class RecentHistoryTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private static FieldTable length(FieldValue value) {
        return FieldTable.builder().put("x-recent-history-length", value).build();
    }

    private void history(int length, String... bodies) {
        channel.exchange("h", "x-recent-history", length(FieldValue.of(length)));
        for (String body : bodies) {
            channel.publish("h", "k", body);
        }
    }

    private List<String> bodies(String queue) {
        TestChannel reader = vhost.channel().consumeNoAck(queue, "c");
        vhost.run();
        return reader.events().stream().skip(1).map(RecentHistoryTest::body).toList();
    }

    private static String body(String delivery) {
        return delivery.substring(delivery.lastIndexOf(' ') + 1);
    }

    @Test
    void aNewlyBoundQueueGetsTheLastMessagesOldestFirst() {
        history(3, "a", "b", "c", "d");
        channel.declare("q").bind("h", "q", "");

        channel.publish("h", "k", "e");

        assertThat(bodies("q")).containsExactly("b", "c", "d", "e");
    }

    @Test
    void twentyMessagesAreKeptUnlessSaidOtherwise() {
        channel.exchange("h", "x-recent-history");
        IntStream.rangeClosed(1, 25).forEach(i -> channel.publish("h", "k", "m" + i));
        channel.declare("q").bind("h", "q", "");

        assertThat(bodies("q")).hasSize(20).startsWith("m6").endsWith("m25");
    }

    @Test
    void everyNewBindingGivesThemButNoneThatIsThereAlready() {
        history(2, "a");
        channel.declare("q").bind("h", "q", "1").bind("h", "q", "1").bind("h", "q", "2");

        assertThat(bodies("q")).containsExactly("a", "a");
    }

    @Test
    void aNewlyBoundExchangeGetsThemAndRoutesThem() {
        history(2, "a");
        channel.publish("h", "other", "b");
        channel.declare("q").exchange("d", "direct").bind("d", "q", "k").bindExchange("h", "d", "");

        assertThat(bodies("q")).containsExactly("a");
    }

    @Test
    void whatSaysNoStoreIsPassedOnAndNotKept() {
        history(5, "a");
        channel.declare("before").bind("h", "before", "");
        channel.publish(TestMessage.to("h", "k", "b")
                .headers(FieldTable.builder()
                        .put("x-recent-history-no-store", true)
                        .build()));
        channel.publish(TestMessage.to("h", "k", "c")
                .headers(FieldTable.builder()
                        .put("x-recent-history-no-store", "true")
                        .build()));
        channel.declare("after").bind("h", "after", "");

        assertThat(bodies("before")).containsExactly("a", "b", "c");
        assertThat(bodies("after")).containsExactly("a", "c");
    }

    @Test
    void messagesOfOtherExchangesOnTheirWayAreKeptToo() {
        history(5);
        channel.exchange("up", "fanout")
                .bindExchange("up", "h", "")
                .declare("b")
                .bind("up", "b", "");
        channel.publish("up", "k", "1").publish("up", "k", "2");
        channel.declare("q").bind("h", "q", "");

        assertThat(bodies("q")).containsExactly("1", "2");
    }

    @Test
    void theLengthIsAPositiveInteger() {
        String error = ", 'x-recent-history-length' must be a positive integer";
        for (FieldValue wrong : List.of(FieldValue.of(0), FieldValue.of(-1L), FieldValue.of("many"))) {
            assertThat(vhost.channel()
                            .exchange("x", "x-recent-history", length(wrong))
                            .events())
                    .containsExactly("channel: 406 PRECONDITION_FAILED - Invalid argument " + wrong.text() + error);
        }
        assertThat(vhost.hasExchange("x")).isFalse();
    }

    @Test
    void persistentMessagesAreRecordedAgainForADurableQueueWithItsBinding() {
        channel.exchange(new ExchangeDeclaration("h", "x-recent-history", false, true, false, false, FieldTable.EMPTY));
        channel.declareDurable("first").bind("h", "first", "");
        channel.publishPersistent("h", "k", "m");
        channel.declareDurable("second").bind("h", "second", "");
        List<List<JournalRecord>> units = vhost.journal().units();
        assertThat(units.get(units.size() - 1))
                .hasExactlyElementsOfTypes(JournalRecord.Bound.class, JournalRecord.Enqueue.class);
        channel.sync();

        TestVhost restarted = vhost.crashAndRecover();

        assertThat(restarted.queue("first").readyCount()).isEqualTo(1);
        assertThat(restarted.queue("second").readyCount()).isEqualTo(1);
        restarted.channel().declare("third").bind("h", "third", "");
        assertThat(restarted.queue("third").readyCount())
                .as("what was kept in memory is gone")
                .isZero();
    }

    @Test
    void nothingIsGivenWhileNoPublishIsTaken() {
        history(5, "a", "b");
        channel.declare("q");
        vhost.journal().room(false);
        assertThat(channel.forget().bind("h", "q", "1").events()).containsExactly("bind-ok");
        assertThat(vhost.queue("q").readyCount()).isZero();

        vhost.journal().room(true);
        channel.bind("h", "q", "2");

        assertThat(bodies("q")).containsExactly("a", "b");
    }

    @Test
    void historyIsBoundInOctetsAndForgetsItsOldest() {
        long room = 10_000; // an eighth of which exchanges may hold
        TestVhost small = new TestVhost(new VirtualHostLimits(room, room));
        TestChannel sender = small.channel().exchange("h", "x-recent-history", length(FieldValue.of(1_000_000)));
        IntStream.rangeClosed(1, 100).forEach(i -> sender.publish("h", "k", "m" + i));
        sender.declare("q").bind("h", "q", "");

        assertThat(small.queue("q").readyCount()).isBetween(2, 6);
        sender.declare("empty")
                .exchange("h2", "x-recent-history")
                .publish("h2", "k", "a")
                .publish("h2", "k", "b");
        sender.deleteExchange("h", false)
                .publish("h2", "k", "c")
                .publish("h2", "k", "d")
                .bind("h2", "empty", "");
        assertThat(small.queue("empty").readyCount()).as("room again").isGreaterThanOrEqualTo(2);
    }
}
