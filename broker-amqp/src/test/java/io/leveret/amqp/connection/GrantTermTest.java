package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.Grant;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logins whose rights others than the node have granted, for a time. */
class GrantTermTest {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long SOON_MILLIS = 30_000; // less than a silent client is given

    private final Map<String, Account> accounts = new HashMap<>();
    private final Authenticator users = (name, password) -> {
        String secret = new String(password, StandardCharsets.UTF_8);
        if (secret.equals("broken")) {
            throw new IllegalStateException("nobody to ask");
        }
        return accounts.get(secret);
    };

    /** Ends when the test wants it: the channel's time is the test's, but the clock is not. */
    private static final class TestGrant implements Grant {
        private final Map<String, Rights> rights;
        private long endsAtMillis;

        TestGrant(Map<String, Rights> rights, long leftMillis) {
            this.rights = rights;
            this.endsAtMillis = System.currentTimeMillis() + leftMillis;
        }

        @Override
        public @Nullable Rights rightsIn(String vhost) {
            return rights.get(vhost);
        }

        @Override
        public long endsAtMillis() {
            return endsAtMillis;
        }
    }

    private TestGrant grant(String secret, String name, Map<String, Rights> rights, long leftMillis) {
        TestGrant grant = new TestGrant(rights, leftMillis);
        accounts.put(secret, Account.granted(name, Set.of(), grant));
        return grant;
    }

    private TestGrant grant(String secret) {
        return grant(secret, "guest", Map.of("/", Rights.ALL), HOUR_MILLIS);
    }

    private EmbeddedConnection open() {
        return EmbeddedConnection.withUsers(users).open();
    }

    private static Method update(String secret) {
        return new ConnectionMethod.UpdateSecret(Octets.of(secret.getBytes(StandardCharsets.UTF_8)), "refresh");
    }

    private static ConnectionMethod.Close close(int code, String text, int methodId) {
        return new ConnectionMethod.Close(code, text, methodId >>> 16, methodId & 0xffff);
    }

    private static ConnectionMethod.Close refused(String text) {
        return close(530, "NOT_ALLOWED - " + text, ConnectionMethod.UPDATE_SECRET);
    }

    /** The next method; heartbeats are passed over. */
    private static @Nullable Method next(EmbeddedConnection connection) {
        Received next = connection.next();
        while (next != null && next.type() == Received.HEARTBEAT) {
            next = connection.next();
        }
        return next == null ? null : next.method();
    }

    @Test
    void theConnectionIsClosedWhenTheGrantEnds() {
        TestGrant grant = grant("secret", "guest", Map.of("/", Rights.ALL), SOON_MILLIS);
        EmbeddedConnection connection = open();
        connection.advance(SOON_MILLIS / 2);
        assertThat(next(connection)).isNull();
        grant.endsAtMillis = 0;
        connection.advance(SOON_MILLIS / 2);
        assertThat(next(connection)).isEqualTo(close(320, "CONNECTION_FORCED - credential expired", 0));
        assertThat(connection.sessions()).isZero();
    }

    @Test
    void aClockThatWasSetBackIsNoEnd() {
        TestGrant grant = grant("secret", "guest", Map.of("/", Rights.ALL), SOON_MILLIS);
        EmbeddedConnection connection = open();
        grant.endsAtMillis += SOON_MILLIS;
        connection.advance(SOON_MILLIS);
        assertThat(next(connection)).isNull();
        grant.endsAtMillis = 0;
        connection.advance(2 * SOON_MILLIS);
        assertThat(next(connection)).isEqualTo(close(320, "CONNECTION_FORCED - credential expired", 0));
    }

    @Test
    void whoIsLateIsClosedAtOnce() {
        grant("secret", "guest", Map.of("/", Rights.ALL), -1);
        EmbeddedConnection connection = open();
        assertThat(connection.nextMethod()).isEqualTo(close(320, "CONNECTION_FORCED - credential expired", 0));
    }

    @Test
    void anotherSecretRenewsTheRights() {
        grant("secret", "guest", Map.of("/", Rights.of(Permissions.of("", "", ""))), HOUR_MILLIS);
        grant("better");
        EmbeddedConnection connection = EmbeddedConnection.withUsers(users).openChannel();
        Method declare = new QueueMethod.Declare("q", false, false, false, false, false, FieldTable.EMPTY);
        connection.send(1, declare);
        assertThat(connection.nextMethod()).isInstanceOf(ChannelMethod.Close.class);
        connection.send(1, new ChannelMethod.CloseOk(), new ChannelMethod.Open());
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.OpenOk());

        connection.send(0, update("better"));
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.UpdateSecretOk());
        connection.send(1, declare);
        assertThat(connection.nextMethod()).isEqualTo(new QueueMethod.DeclareOk("q", 0, 0));
    }

    @Test
    void theEndOfTheFirstGrantCountsNoMoreWhenItIsRenewed() {
        TestGrant first = grant("secret", "guest", Map.of("/", Rights.ALL), SOON_MILLIS);
        grant("better");
        EmbeddedConnection connection = open();
        connection.send(0, update("better"));
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.UpdateSecretOk());
        first.endsAtMillis = 0;
        connection.advance(2 * SOON_MILLIS);
        assertThat(next(connection)).isNull();
        assertThat(connection.sessions()).isEqualTo(1);
    }

    @Test
    void framesThatDoNotWaitForTheAnswerAreTakenWithTheNewRights() {
        grant("secret", "guest", Map.of("/", Rights.of(Permissions.of("", "", ""))), HOUR_MILLIS);
        grant("better");
        EmbeddedConnection connection = EmbeddedConnection.withUsers(users).openChannel();
        ByteBuf bytes = Unpooled.buffer();
        MethodWriter.writeMethod(bytes, 0, update("better"));
        MethodWriter.writeMethod(
                bytes, 1, new QueueMethod.Declare("q", false, false, false, false, false, FieldTable.EMPTY));
        connection.bytes(bytes);
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.UpdateSecretOk());
        assertThat(connection.nextMethod()).isEqualTo(new QueueMethod.DeclareOk("q", 0, 0));
    }

    @Test
    void aWrongSecretClosesTheConnection() {
        grant("secret");
        EmbeddedConnection connection = open();
        connection.send(0, update("unknown"));
        assertThat(connection.nextMethod()).isEqualTo(refused("New secret was refused by one of the backends"));
        assertThat(connection.sessions()).isZero();
    }

    @Test
    void theSecretOfAnotherUserIsRefused() {
        grant("secret");
        grant("others", "somebody", Map.of("/", Rights.ALL), HOUR_MILLIS);
        EmbeddedConnection connection = open();
        connection.send(0, update("others"));
        assertThat(connection.nextMethod()).isEqualTo(refused("New secret was refused by one of the backends"));
    }

    @Test
    void thePasswordOfANamesakeOfTheNodeIsRefused() {
        grant("secret");
        accounts.put("password", new Account("guest", "", Set.of(), false));
        EmbeddedConnection connection = open();
        connection.send(0, update("password"));
        assertThat(connection.nextMethod()).isEqualTo(refused("New secret was refused by one of the backends"));
    }

    @Test
    void aSecretThatDoesNotAllowTheVirtualHostIsRefused() {
        grant("secret");
        grant("elsewhere", "guest", Map.of("private", Rights.ALL), HOUR_MILLIS);
        EmbeddedConnection connection = open();
        connection.send(0, update("elsewhere"));
        assertThat(connection.nextMethod()).isEqualTo(refused("access to vhost '/' refused for user 'guest'"));
    }

    @Test
    void aSecretThatCanNotBeCheckedClosesTheConnection() {
        grant("secret");
        EmbeddedConnection connection = open();
        connection.send(0, update("broken"));
        assertThat(connection.nextMethod()).isEqualTo(refused("Secret update failed"));
    }

    @Test
    void theSecretOfAUserOfTheNodeIsNotLookedAt() {
        accounts.put("secret", new Account("guest", "", Set.of(), false));
        EmbeddedConnection connection = open();
        connection.send(0, update("broken"));
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.UpdateSecretOk());
    }

    @Test
    void nothingEndsWhileTheClientCloses() {
        TestGrant grant = grant("secret", "guest", Map.of("/", Rights.ALL), SOON_MILLIS);
        EmbeddedConnection connection = open();
        connection.holdCore();
        connection.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));
        grant.endsAtMillis = 0;
        connection.advance(SOON_MILLIS);
        connection.releaseCore();
        assertThat(next(connection)).isEqualTo(new ConnectionMethod.CloseOk());
        assertThat(next(connection)).isNull();
    }
}
