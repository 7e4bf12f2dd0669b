package io.leveret.amqp.connection;

import io.leveret.amqp.channel.Outbound;
import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.core.access.Account;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.error.Scope;
import io.leveret.core.node.EntryRequest;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes before a connection is open: start and login, tune, open. Owner: I/O loop. */
final class Handshake {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    /** Named as in RabbitMQ's error texts. */
    private enum State {
        STARTING,
        TUNING,
        OPENING,
        /** connection.open is asked for and not yet answered. */
        ENTERING
    }

    private final Channel channel;
    private final Peer peer;
    private final Outbound out;
    private final AuthWorker authWorker;
    private final ConnectionSettings settings;
    private final OpenConnections others;
    private State state = State.STARTING;
    private ClientProperties client = ClientProperties.NONE;
    private String mechanism = "";
    private Tuned tuned = new Tuned(0, 0, 0);
    private @Nullable Account account;

    /** The result of tune: what client and broker have agreed on. */
    record Tuned(int channelMax, int frameMax, int heartbeatSeconds) {}

    Handshake(
            Channel channel, Outbound out, AuthWorker authWorker, ConnectionSettings settings, OpenConnections others) {
        this.channel = channel;
        this.peer = Peer.of(channel);
        this.out = out;
        this.authWorker = authWorker;
        this.settings = settings;
        this.others = others;
    }

    /** The protocol header was right. */
    void start() {
        String mechanisms = Credentials.mechanisms(peer.certificateName() != null, takesAnonymous());
        out.send(0, new ConnectionMethod.Start(0, 9, settings.serverProperties(), mechanisms, "en_US"));
    }

    private boolean takesAnonymous() {
        return !settings.anonymousUser().isEmpty();
    }

    ClientProperties client() {
        return client;
    }

    /** Frames that a client sends without waiting for the answer wait for it. */
    void startOk(Method method) {
        if (state != State.STARTING || !(method instanceof ConnectionMethod.StartOk startOk)) {
            throw unexpected();
        }
        client = ClientProperties.of(startOk.clientProperties());
        mechanism = startOk.mechanism();
        Credentials credentials = credentials(startOk);
        FrameDecoder frames = channel.pipeline().get(FrameDecoder.class);
        Future<@Nullable Account> login = authWorker.authenticate(credentials, channel);
        if (!login.isDone()) {
            frames.pause();
        }
        login.addListener((Future<@Nullable Account> answer) -> {
            answered(credentials, answer);
            frames.resume();
        });
    }

    private Credentials credentials(ConnectionMethod.StartOk startOk) {
        if (mechanism.equals(Credentials.EXTERNAL)) {
            return Credentials.proven(peer.certificateName());
        }
        return mechanism.equals(Credentials.ANONYMOUS) && takesAnonymous()
                ? Credentials.anonymous(settings.anonymousUser())
                : Credentials.of(mechanism, startOk.response());
    }

    private void answered(Credentials credentials, Future<@Nullable Account> answer) {
        try {
            authenticated(credentials, answer);
        } catch (AmqpException e) {
            if (channel.isOpen()) { // else it has gone while it waited, and nobody is left to hear of it
                channel.pipeline().fireExceptionCaught(e);
            }
        }
    }

    private void authenticated(Credentials credentials, Future<@Nullable Account> answer) {
        Account found = answer.getNow();
        if (answer.cause() instanceof RejectedExecutionException) {
            throw new AmqpException(ReplyCode.RESOURCE_ERROR, "too many logins are waiting, try again later");
        } else if (answer.cause() instanceof LoginUncheckedException unchecked) {
            throw refused(credentials, "the password could not be checked: " + unchecked.getMessage());
        } else if (answer.cause() != null) {
            LOG.error("password check failed connection=\"{}\"", peer.connectionName(), answer.cause());
            throw refused(credentials, "the password could not be checked");
        } else if (found == null) {
            throw refused(credentials, credentials.reasonOfRefusal(mechanism));
        } else if (!peer.mayBe(found)) {
            throw refused(credentials, "the user may only connect from this host");
        }
        if (!channel.isOpen()) {
            return;
        }
        account = found;
        authWorker.logins().succeeded(channel, found.name(), mechanism);
        state = State.TUNING;
        out.send(0, new ConnectionMethod.Tune(settings.channelMax(), settings.frameMax(), settings.heartbeatSeconds()));
    }

    private AmqpException refused(Credentials credentials, String reason) {
        LOG.info(
                "login refused: {} peer={} user={} mechanism={}",
                reason,
                peer,
                ClientProperties.forLog(credentials.name()),
                mechanism);
        authWorker.logins().failed(channel, credentials.name(), mechanism, reason);
        return new AmqpException(
                ReplyCode.ACCESS_REFUSED,
                "Login was refused using authentication mechanism " + mechanism
                        + ". For details see the broker logfile.",
                Scope.CONNECTION);
    }

    boolean isTuning() {
        return state == State.TUNING;
    }

    Tuned tuneOk(Method method) {
        if (!(method instanceof ConnectionMethod.TuneOk tuneOk)) {
            throw unexpected();
        }
        check("frame_max", ConnectionSettings.MIN_FRAME_MAX, settings.frameMax(), tuneOk.frameMax());
        check("channel_max", 1, settings.channelMax(), tuneOk.channelMax());
        state = State.OPENING;
        tuned = new Tuned(tuneOk.channelMax(), (int) tuneOk.frameMax(), tuneOk.heartbeat());
        return tuned;
    }

    /** As agreed on; 0 before that, and for none. */
    int heartbeatSeconds() {
        return tuned.heartbeatSeconds();
    }

    private static void check(String field, long minimum, long maximum, long value) {
        if (value != 0 && value < minimum) {
            throw outOfRange(field + " = " + value + " is lower than the minimum", minimum);
        }
        if (maximum != 0 && (value == 0 || value > maximum)) {
            String detail = value == 0 ? " (no limit)" : "";
            throw outOfRange(field + " = " + value + detail + " is higher than the maximum", maximum);
        }
    }

    private static AmqpException outOfRange(String what, long limit) {
        return new AmqpException(ReplyCode.NOT_ALLOWED, "negotiated " + what + " allowed value (" + limit + ")");
    }

    /** The method that an error names: none at login, and for failed limits connection.tune, as RabbitMQ does. */
    private int culprit(int methodId) {
        return switch (state) {
            case STARTING -> 0;
            case TUNING -> ConnectionMethod.TUNE;
            case OPENING, ENTERING -> methodId;
        };
    }

    boolean isOpening() {
        return state == State.OPENING;
    }

    /** What the client asks to enter; the answer is to come. */
    EntryRequest open(Method method, String connectionName) {
        Account user = account;
        if (user == null || !(method instanceof ConnectionMethod.Open open)) {
            throw unexpected();
        }
        others.requireRoom(peer);
        state = State.ENTERING;
        return new EntryRequest(
                open.virtualHost(),
                user,
                client.clientId(),
                connectionName,
                settings.outputBytes(),
                client.capabilities(),
                details(),
                null);
    }

    private ConnectionDetails details() {
        return new ConnectionDetails(
                Peer.network(peer.address()),
                Peer.network(peer.local()),
                peer.tls(),
                mechanism,
                client.all(),
                System.currentTimeMillis(),
                tuned.frameMax(),
                tuned.channelMax(),
                tuned.heartbeatSeconds());
    }

    /**
     * Whether the peer is told of an error. RabbitMQ does not trust a peer that has not got far, and leaves it waiting for the
     * socket to be closed.
     */
    boolean tells(AmqpException error) {
        return switch (state) {
            case STARTING ->
                switch (error.replyCode()) {
                    case ACCESS_REFUSED -> client.authenticationFailureClose();
                    case RESOURCE_ERROR -> true;
                    default -> false;
                };
            case TUNING -> error.replyCode() == ReplyCode.NOT_ALLOWED;
            case OPENING, ENTERING -> true;
        };
    }

    /** What the client is told of an error in this method. */
    ConnectionMethod.Close closeMethod(AmqpException error, int methodId) {
        int culprit = culprit(methodId);
        return new ConnectionMethod.Close(
                error.replyCode().code(), error.replyText(), culprit >>> 16, culprit & 0xffff);
    }

    private AmqpException unexpected() {
        return unexpected(state.name().toLowerCase(Locale.ROOT));
    }

    static AmqpException unexpected(String stateName) {
        return new AmqpException(ReplyCode.CHANNEL_ERROR, "unexpected method in connection state " + stateName);
    }
}
