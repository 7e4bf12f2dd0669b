package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.SessionSettings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row "connection.blocked" of the semantics map, section 1. */
class AlarmTest {
    private static final long PLENTY = 1 << 30;
    private static final int LIMIT = 2_000;
    private static final long PATIENCE = 500;

    private final TestVhost vhost = new TestVhost(new VirtualHostLimits(LIMIT, PLENTY));
    private final TestConnection connection = vhost.connect();
    private final TestChannel publisher = connection.channel(1).declare("q");

    private void fill() {
        while (!vhost.vhost().ledger().isFull()) {
            publisher.publish("", "q", "m");
        }
        publisher.publish("", "q", "waits");
    }

    @Test
    void aPublisherThatWaitsForMemoryIsToldOnceAndWhenItIsOver() {
        fill();
        assertThat(connection.events()).isEmpty();
        vhost.advance(PATIENCE);
        assertThat(connection.events()).containsExactly("blocked low on memory");

        publisher.publish("", "q", "waits too");
        vhost.advance(10 * PATIENCE);
        assertThat(connection.events()).isEmpty();

        vhost.channel().purge("q");
        assertThat(connection.events()).containsExactly("unblocked");
        assertThat(vhost.queue("q").readyCount()).isEqualTo(2);
    }

    @Test
    void whatIsOverSoonIsToldToNobody() {
        fill();
        vhost.advance(PATIENCE - 1);
        vhost.channel().purge("q");
        vhost.advance(10 * PATIENCE);

        assertThat(connection.events()).isEmpty();
    }

    @Test
    void singleMessagesThatLeaveDoNotHideThatMemoryIsFull() {
        fill();
        for (int i = 0; i < 5; i++) {
            vhost.advance(PATIENCE / 5);
            vhost.vhost()
                    .ledger()
                    .limit(vhost.vhost().ledger().held() + 1, PLENTY, PLENTY); // as if one octet had become free
            vhost.run();
        }

        assertThat(connection.events()).containsExactly("blocked low on memory");
    }

    @Test
    void anAlarmLastsUntilThereIsSomeRoom() {
        fill();
        vhost.advance(PATIENCE);
        TestChannel consumer = vhost.channel();
        int before = vhost.queue("q").readyCount();

        consumer.get("q", true);
        assertThat(vhost.vhost().ledger().isFull()).isFalse();
        assertThat(vhost.queue("q").readyCount()).as("nothing came").isEqualTo(before - 1);

        for (int i = 0; i < before / 4; i++) {
            consumer.get("q", true);
        }
        assertThat(connection.events()).containsExactly("blocked low on memory", "unblocked");
    }

    @Test
    void whoPublishesDuringAnAlarmIsToldAtOnceAndOthersAreNot() {
        fill();
        vhost.advance(PATIENCE);
        TestConnection idle = vhost.connect();
        idle.channel(1).declarePassive("q");
        TestConnection late = vhost.connect();
        late.channel(1).publish("", "q", "m");

        assertThat(late.events()).containsExactly("blocked low on memory");
        assertThat(idle.events()).isEmpty();
    }

    @Test
    void aFullDiskIsAnAlarmAtOnce() {
        vhost.journal().diskFull(true);
        publisher.publish("", "q", "m");
        assertThat(connection.events()).containsExactly("blocked low on disk");
        TestConnection both = vhost.connect();

        vhost.journal().diskFull(false);
        vhost.run();
        assertThat(connection.events()).containsExactly("unblocked");

        fill();
        vhost.journal().diskFull(true);
        both.channel(1).publish("", "q", "m");
        assertThat(both.events()).containsExactly("blocked low on memory & disk");
    }

    @Test
    void aJournalThatIsBehindIsNoAlarm() {
        vhost.journal().room(false);
        publisher.publish("", "q", "m");
        vhost.advance(10 * PATIENCE);
        assertThat(connection.events()).isEmpty();

        vhost.journal().room(true);
        vhost.run();
        assertThat(vhost.queue("q").readyCount()).isOne();
    }

    @Test
    void whoCanNotBeToldWaitsAllTheSame() {
        FakePort port = new FakePort();
        User guest = new User("guest", Set.of(), Map.of(TestVhost.NAME, Rights.of(Permissions.ALL)));
        TestConnection plain = new TestConnection(
                vhost,
                vhost.loop().open(new SessionSettings(guest, null, "plain", PLENTY, ClientCapabilities.NONE), port),
                port);
        vhost.journal().diskFull(true);
        plain.channel(1).publish("", "q", "m");
        assertThat(plain.events()).isEmpty();
        assertThat(vhost.queue("q").readyCount()).isZero();

        vhost.journal().diskFull(false);
        vhost.run();
        assertThat(plain.events()).isEmpty();
        assertThat(vhost.queue("q").readyCount()).isOne();
    }

    @Test
    void whoIsGoneIsToldNothing() {
        vhost.journal().diskFull(true);
        publisher.publish("", "q", "m");
        connection.events();
        connection.drop();

        vhost.journal().diskFull(false);
        vhost.run();

        assertThat(connection.events()).isEmpty();
        assertThat(vhost.queue("q").readyCount()).isZero();
    }
}
