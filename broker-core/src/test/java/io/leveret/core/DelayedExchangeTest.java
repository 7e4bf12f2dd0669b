package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.User;
import io.leveret.core.channel.Deliver;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.Actor;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.view.BrowsedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that their exchange holds back until they are due. */
class DelayedExchangeTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    private static FieldTable type(String type) {
        return FieldTable.builder().put("x-delayed-type", type).build();
    }

    private static FieldTable delay(int millis) {
        return FieldTable.builder().put("x-delay", millis).build();
    }

    private static TestMessage delayed(String body, int millis) {
        return TestMessage.to("later", "k", body).headers(delay(millis));
    }

    @BeforeEach
    void declare() {
        channel.exchange(new ExchangeDeclaration(
                        "later", "x-delayed-message", false, true, false, false, type("direct")))
                .declareDurable("q")
                .bind("later", "q", "k")
                .sync()
                .forget();
    }

    private static int waiting(TestVhost node) {
        return node.vhost().delayedMessages().count("later");
    }

    @Test
    void messagesComeInTheOrderInWhichTheyAreDue() {
        channel.consumeNoAck("q", "c")
                .forget()
                .publish(delayed("third", 300))
                .publish(delayed("first", 100))
                .publish(delayed("second", 200))
                .publish(TestMessage.to("later", "k", "at once"));
        assertThat(channel.events()).containsExactly("deliver c 1 at once");
        assertThat(waiting(vhost)).isEqualTo(3);
        vhost.advance(100);
        assertThat(channel.events()).containsExactly("deliver c 2 first");
        vhost.advance(1_000);
        assertThat(channel.events()).containsExactly("deliver c 3 second", "deliver c 4 third");
        assertThat(waiting(vhost)).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void theDelayIsNegatedWhenItIsOver() {
        TestConnection reader = vhost.connect();
        reader.channel(1).consumeNoAck("q", "c").forget();
        channel.publish(delayed("m", 50));
        vhost.advance(50);
        Message message = ((Deliver) reader.port().take(1).get(0)).message();
        assertThat(Properties.headers(message.properties()).get("x-delay").asLong())
                .isEqualTo(-50);
        assertThat(message.exchange()).isEqualTo("later");
        assertThat(message.routingKey()).isEqualTo("k");
    }

    @Test
    void aDelayThatIsNoneRoutesAtOnce() {
        channel.publish(delayed("zero", 0)).publish(delayed("negative", -5));
        channel.publish(TestMessage.to("later", "k", "too long")
                .headers(FieldTable.builder().put("x-delay", 0x1_0000_0000L).build()));
        channel.publish(TestMessage.to("later", "k", "no number")
                .headers(FieldTable.builder().put("x-delay", "100").build()));
        assertThat(vhost.queue("q").readyCount()).isEqualTo(4);
    }

    @Test
    void theConfirmComesWhenTheWaitingMessageIsDurable() {
        channel.confirmSelect().publish(delayed("m", 50).persistent());
        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("ack 1");
    }

    @Test
    void whatIsHeldBackCountsAsUnrouted() {
        channel.publish(delayed("m", 50).build(vhost.executor().nowMillis()), true);
        assertThat(channel.events()).containsExactly("return NO_ROUTE m");
    }

    @Test
    void whatWaitsOutlivesACrashAndComesOnce() {
        channel.publish(delayed("durable", 100).persistent()).publish(delayed("transient", 100));
        channel.sync();
        TestVhost again = vhost.crashAndRecover();
        assertThat(waiting(again)).isEqualTo(1);
        again.advance(99);
        assertThat(again.queue("q").readyCount()).isZero();
        again.advance(1);
        again.store().answer();
        again.sync();
        assertThat(again.queue("q").readyCount()).isEqualTo(1);
        TestVhost third = again.crashAndRecover();
        assertThat(third.queue("q").readyCount()).isEqualTo(1);
        assertThat(waiting(third)).isZero();
    }

    @Test
    void afterARestartEachWaitsForItsOwnMoment() {
        channel.publish(delayed("first", 100).persistent())
                .publish(delayed("second", 200).persistent())
                .publish(delayed("third", 300).expiration("1000").persistent())
                .sync();
        TestVhost again = vhost.crashAndRecover();
        for (int released = 1; released <= 3; released++) {
            again.advance(100);
            while (again.store().answer()) {
                again.run();
            }
            assertThat(waiting(again)).isEqualTo(3 - released);
            assertThat(again.queue("q").readyCount()).isEqualTo(released);
        }
    }

    @Test
    void whatWaitsIsListedAndCancelled() {
        for (int i = 100; i > 0; i--) {
            channel.publish(delayed("m" + i, i * 10).persistent());
        }
        long now = vhost.executor().nowMillis();
        assertThat(browse(0, 3))
                .extracting(BrowsedMessage::deadlineMillis)
                .containsExactly(now + 10, now + 20, now + 30);
        assertThat(browse(98, 10))
                .extracting(one -> TestEvents.body(one.message()))
                .containsExactly("m99", "m100");
        long first = browse(0, 1).get(0).seq();
        assertThat(cancel("later", first)).isEqualTo("nothing yet");
        vhost.sync();
        assertThat(cancel("later", first)).contains("holds back no message " + first);
        assertThat(cancel("other", first)).contains("exchange 'other'");
        assertThat(browse(0, 1000)).hasSize(99);
        channel.sync();
        vhost.advance(20);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        assertThat(waiting(vhost.crashAndRecover())).isEqualTo(99);
    }

    private List<BrowsedMessage> browse(int from, int count) {
        List<BrowsedMessage> found = new ArrayList<>();
        vhost.loop().reader().browseDelayed("later", from, count, seen -> found.addAll(seen.messages()));
        vhost.run();
        return found;
    }

    /** Why it was refused. */
    private String cancel(String exchange, long seq) {
        String[] heard = {"nothing yet"};
        vhost.loop().control().cancelDelayed(exchange, seq, new Answer() {
            @Override
            public void done() {
                heard[0] = "done";
            }

            @Override
            public void refused(ChangeRefusedException why) {
                heard[0] = why.getMessage();
            }
        });
        vhost.run();
        return heard[0];
    }

    @Test
    void whatWaitsOnDiskIsListedWithItsBodyInTheOrderInWhichItIsDue() {
        for (int i = 10; i > 0; i--) {
            channel.publish(delayed("m" + i, i * 10).persistent());
        }
        channel.sync();
        TestVhost again = vhost.crashAndRecover();
        List<String> bodies = new ArrayList<>();
        again.loop()
                .reader()
                .browseDelayed(
                        "later",
                        2,
                        5,
                        seen -> seen.messages().forEach(one -> bodies.add(TestEvents.body(one.message()))));
        again.run();
        while (again.store().answer(1)) { // what is due first comes last in each page
            again.run();
        }
        assertThat(bodies).containsExactly("m3", "m4", "m5", "m6", "m7");
        assertThat(again.held()).isZero();
    }

    @Test
    void anExchangeThatHoldsNothingBackHasNoListing() {
        List<Object> heard = new ArrayList<>();
        vhost.loop().reader().browseDelayed("amq.direct", 0, 10, heard::add);
        vhost.run();
        assertThat(heard).containsExactly((Object) null);
    }

    @Test
    void itRoutesAsTheTypeItWasDeclaredWith() {
        channel.exchange("topic", "x-delayed-message", type("topic")).bind("topic", "q", "a.*");
        channel.publish(TestMessage.to("topic", "a.b", "hit").headers(delay(10)))
                .publish(TestMessage.to("topic", "b.b", "miss").headers(delay(10)));
        vhost.advance(10);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        channel.purge("q");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void blindCopiesReachTheirQueuesLater() {
        channel.declare("blind").bind("later", "blind", "secret");
        channel.publish(delayed("m", 10).header("BCC", "secret"));
        vhost.advance(10);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
        assertThat(vhost.queue("blind").readyCount()).isEqualTo(1);
    }

    @Test
    void anExchangeThatIsDeletedTakesAlongWhatWaits() {
        channel.publish(delayed("m", 10).persistent())
                .deleteExchange("later", false)
                .sync();
        assertThat(vhost.held()).isZero();
        vhost.advance(10);
        assertThat(vhost.queue("q").readyCount()).isZero();
        TestVhost again = vhost.crashAndRecover();
        assertThat(again.hasExchange("later")).isFalse();
        assertThat(again.held()).isZero();
    }

    @Test
    void aTypeThatIsNoneIsRefused() {
        for (FieldTable arguments : new FieldTable[] {FieldTable.EMPTY, type("x-delayed-message"), type("none")}) {
            assertThat(vhost.channel()
                            .exchange("x", "x-delayed-message", arguments)
                            .events())
                    .containsExactly("channel: 406 PRECONDITION_FAILED - Invalid argument, 'x-delayed-type' must be an"
                            + " existing exchange type");
        }
    }

    @Test
    void deadLettersMayBeDelayed() {
        channel.declare(
                        "work",
                        FieldTable.builder()
                                .put("x-dead-letter-exchange", "later")
                                .put("x-dead-letter-routing-key", "k")
                                .build())
                .publish(TestMessage.to("", "work", "m").headers(delay(10)))
                .get("work")
                .nack(1, false, false);
        assertThat(waiting(vhost)).isEqualTo(1);
        vhost.advance(10);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void whatIsHeldBackGoesWithTheVirtualHost() {
        channel.publish(delayed("m", 1_000_000_000)).sync();
        assertThat(vhost.held()).isPositive();
        vhost.loop().control().end(new AmqpException(ReplyCode.CONNECTION_FORCED, "deleted"), () -> {});
        vhost.sync();
        assertThat(vhost.journal().isReleased()).isTrue();
        assertThat(vhost.held()).isZero();
        assertThat(waiting(vhost)).isZero();
    }

    @Test
    void nobodyNamesAQueueAsThoseOfDelayedExchangesAre() {
        TestConnection operator = vhost.connect(User.operator(Set.of(TestVhost.NAME)));
        assertThat(operator.channel(1).declareDurable("amq.gen-once").sync().events())
                .hasSize(1);
        assertThat(vhost.queue("amq.gen-once")).isNotNull();
        assertThat(operator.channel(2).declareDurable("amq.delayed.X").events())
                .containsExactly("channel: 403 ACCESS_REFUSED - queue name 'amq.delayed.X' contains reserved"
                        + " prefix 'amq.delayed.*'");
        assertThat(vhost.queue("amq.delayed.X")).isNull();
    }

    @Test
    void whoCancelsIsInTheAudit() {
        FakeObserver observer = new FakeObserver();
        vhost.vhost().observe(observer.observers());
        channel.publish(delayed("m", 100));
        vhost.loop()
                .reader()
                .browseDelayed(
                        "later",
                        0,
                        1,
                        found -> vhost.loop()
                                .control()
                                .cancelDelayed("later", found.messages().get(0).seq(), new Heard()));
        vhost.sync();
        vhost.loop().control().cancelDelayed("later", 99, new Heard());
        vhost.sync();
        assertThat(observer.audit())
                .containsExactly("ann HTTP delayed.delete later OK", "ann HTTP delayed.delete later REFUSED");
    }

    /** Of ann, who looks at the audit. */
    private static final class Heard implements Answer {
        @Override
        public void done() {
            // the audit says so
        }

        @Override
        public void refused(ChangeRefusedException why) {
            // the audit says so
        }

        @Override
        public Actor actor() {
            return Actor.http("ann");
        }
    }
}
