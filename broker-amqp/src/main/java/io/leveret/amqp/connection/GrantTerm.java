package io.leveret.amqp.connection;

import io.leveret.amqp.channel.Inbox;
import io.leveret.amqp.channel.Outbound;
import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.core.access.Account;
import io.leveret.core.access.Grant;
import io.leveret.core.access.User;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.Octets;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the grant counts that an open connection has logged in with, and how another secret (connection.update-secret) renews it. Accounts that the node
 * keeps have no end. Owner: I/O loop.
 */
final class GrantTerm {
    private static final Logger LOG = LoggerFactory.getLogger(GrantTerm.class);

    /** A clock that is set, or has slept, is noticed by then. */
    private static final long LONGEST_SLEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Channel channel;
    private final AuthWorker authWorker;
    private final Inbox inbox;
    private final Outbound out;
    private final LongSupplier clockMillis;
    private final ObjIntConsumer<AmqpException> onEnd;
    private @Nullable Account account; // while the connection is open
    private String vhost = "";
    private @Nullable ScheduledFuture<?> timer;

    /** {@code onEnd} is told why the connection must close, and which method is at fault, 0 for none. */
    GrantTerm(
            Channel channel,
            AuthWorker authWorker,
            Inbox inbox,
            Outbound out,
            LongSupplier clockMillis,
            ObjIntConsumer<AmqpException> onEnd) {
        this.channel = channel;
        this.authWorker = authWorker;
        this.inbox = inbox;
        this.out = out;
        this.clockMillis = clockMillis;
        this.onEnd = onEnd;
    }

    /** The connection is open. */
    void begin(Account loggedIn, String enteredVhost) {
        account = loggedIn;
        vhost = enteredVhost;
        awaitEnd();
    }

    /** The connection is closing: nothing ends or is renewed any more. */
    void stop() {
        account = null;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void awaitEnd() {
        cancelTimer();
        Grant grant = account == null ? null : account.grant();
        if (grant == null || grant.endsAtMillis() == Grant.FOR_EVER) {
            return;
        }
        long leftMillis = grant.endsAtMillis() - clockMillis.getAsLong();
        if (leftMillis <= 0) {
            onEnd.accept(new AmqpException(ReplyCode.CONNECTION_FORCED, "credential expired"), 0);
        } else {
            long sleepMillis = Math.min(leftMillis, LONGEST_SLEEP_MILLIS);
            timer = channel.eventLoop().schedule(this::awaitEnd, sleepMillis, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Checks the secret as a login is checked, and answers the client; frames that it sends without waiting for the answer wait for it. As in RabbitMQ the
     * new secret of a user of the node itself is not looked at: it is for tokens.
     */
    void renew(Octets secret) {
        Account before = account;
        if (before == null || before.grant() == null) {
            out.send(0, new ConnectionMethod.UpdateSecretOk());
            return;
        }
        FrameDecoder frames = channel.pipeline().get(FrameDecoder.class);
        Future<@Nullable Account> check = authWorker.authenticate(new Credentials(before.name(), secret), channel);
        if (!check.isDone()) {
            frames.pause();
        }
        check.addListener((Future<@Nullable Account> answer) -> {
            if (account != null) { // else the connection is closing for another reason
                answered(before, answer);
            }
            frames.resume();
        });
    }

    private void answered(Account before, Future<@Nullable Account> answer) {
        try {
            renewed(before, checked(before, answer));
        } catch (AmqpException e) {
            onEnd.accept(e, ConnectionMethod.UPDATE_SECRET);
        }
    }

    private Account checked(Account before, Future<@Nullable Account> answer) {
        if (answer.cause() != null) {
            LOG.warn("a new secret could not be checked: {} {}", answer.cause().toString(), describe(before));
            throw new AmqpException(ReplyCode.NOT_ALLOWED, "Secret update failed");
        }
        Account found = answer.getNow();
        if (found == null) {
            throw refused(before, "it is not valid");
        } else if (!found.name().equals(before.name()) || found.grant() == null) {
            throw refused(before, "it is of another user");
        }
        return found;
    }

    private AmqpException refused(Account before, String reason) {
        LOG.info("new secret refused: {} {}", reason, describe(before));
        return new AmqpException(ReplyCode.NOT_ALLOWED, "New secret was refused by one of the backends");
    }

    private String describe(Account of) {
        return "connection=\"" + Peer.of(channel).connectionName() + "\" user=" + of.name();
    }

    private void renewed(Account before, Account found) {
        Grant grant = found.grant();
        if (grant == null || grant.rightsIn(vhost) == null) {
            throw new AmqpException(
                    ReplyCode.NOT_ALLOWED, "access to vhost '" + vhost + "' refused for user '" + found.name() + "'");
        }
        LOG.info("secret updated {}", describe(before));
        account = found;
        inbox.changeUser(User.granted(found.name(), found.tags(), grant, Set.of(vhost)));
        out.send(0, new ConnectionMethod.UpdateSecretOk());
        awaitEnd();
    }
}
