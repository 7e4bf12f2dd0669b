package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.MessagesHandled.End;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.error.ReplyCode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the node and management ask of a core. */
class CoreControlTest {
    private final TestVhost vhost = new TestVhost();

    private FakePort enter(String name, ConnectionDetails details) {
        User user = new User("guest", Set.of(), Map.of(TestVhost.NAME, Rights.of(Permissions.ALL)));
        FakePort wire = new FakePort();
        vhost.loop().open(new SessionSettings(user, null, name, 1L << 40, ClientCapabilities.ALL, details), wire);
        return wire;
    }

    @Test
    void onlyTheClientsThatAreMeantAreClosed() {
        FakePort meant = enter("a", TestDetails.from("a", 1));
        FakePort other = enter("b", TestDetails.from("b", 1));
        FakePort ofTheBroker = enter("a", null);
        AmqpException why = new AmqpException(ReplyCode.CONNECTION_FORCED, "enough");
        boolean[] answered = new boolean[1];

        vhost.loop()
                .control()
                .closeConnections(settings -> settings.connectionName().equals("a"), why, new Answer() {
                    @Override
                    public void done() {
                        answered[0] = true;
                    }

                    @Override
                    public void refused(ChangeRefusedException reason) {
                        throw reason;
                    }
                });
        vhost.run();

        assertThat(answered[0]).isTrue();
        assertThat(meant.take()).containsExactly(new FakePort.Told(0, new SessionFailed(why, 0)));
        assertThat(other.take()).isEmpty();
        assertThat(ofTheBroker.take()).isEmpty();
    }

    @Test
    void aMoveThatWaitsForRoomIsAnsweredOnceWhenTheVirtualHostEnds() {
        vhost.channel().declare("q").declare("other").publish("", "q", "m");
        vhost.journal().room(false);
        HeardMessages heard = new HeardMessages();
        CoreControl control = vhost.loop().control();
        control.moveAllMessages("q", "other", heard);
        vhost.run();
        assertThat(heard.isHeard()).isFalse();

        control.end(new AmqpException(ReplyCode.CONNECTION_FORCED, "deleted"), () -> {});
        vhost.sync();
        assertThat(heard.done).isEqualTo(new MessagesHandled(0, End.QUEUE_GONE));
        vhost.advance(1_000); // who waits for a moment is not heard twice
    }
}
