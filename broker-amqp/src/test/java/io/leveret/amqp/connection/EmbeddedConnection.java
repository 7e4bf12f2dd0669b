package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.proxy.TrustedProxies;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
import io.leveret.core.channel.TlsDetails;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.EventListener;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link TestNode} without sockets or threads, whose time the test moves; its core runs with it. */
final class EmbeddedConnection {
    private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    final EmbeddedChannel channel;
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger channels = new AtomicInteger();
    private final ByteBuf received = Unpooled.buffer();

    /** Tasks of the core, while the test holds it back. */
    private final Queue<Runnable> heldBack = new ArrayDeque<>();

    /** What observers were told of logins. */
    final List<BrokerEvent> logins = new ArrayList<>();

    /** What bounds how fast it may publish; nothing, if the test does not say so before it opens. */
    final FakePublishQuota publishes = new FakePublishQuota();

    private boolean holding;

    EmbeddedConnection() {
        this(TestNode.SETTINGS, "127.0.0.1");
    }

    EmbeddedConnection(ConnectionSettings settings, String peer) {
        this(settings, peer, false, TrustedProxies.NONE, TestNode.users());
    }

    /** Passwords are tried at this pace. */
    static EmbeddedConnection withPace(LoginPace pace, String peer) {
        return new EmbeddedConnection(TestNode.SETTINGS, peer, false, TrustedProxies.NONE, TestNode.users(pace));
    }

    /** These are who may log in. */
    static EmbeddedConnection withUsers(Authenticator users) {
        return new EmbeddedConnection(TestNode.SETTINGS, "127.0.0.1", false, TrustedProxies.NONE, users);
    }

    /** Every login is answered before the broker goes on, as a fast auth worker may do. */
    static EmbeddedConnection withImmediateLogins() {
        return new EmbeddedConnection(TestNode.SETTINGS, "127.0.0.1", true, TrustedProxies.NONE, TestNode.users());
    }

    /** From a peer that may be one of these proxies. */
    static EmbeddedConnection behind(String peer, String... proxies) {
        return new EmbeddedConnection(
                TestNode.SETTINGS, peer, false, TrustedProxies.of(List.of(proxies)), TestNode.users());
    }

    private EmbeddedConnection(
            ConnectionSettings settings,
            String peer,
            boolean immediateLogins,
            TrustedProxies proxies,
            Authenticator users) {
        channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(peer, 40_000);
            }
        };
        channel.freezeTime();
        AuthWorker authWorker = new AuthWorker(
                users,
                immediateLogins ? Runnable::run : task -> channel.eventLoop().execute(task),
                loginEvents());
        OpenConnections open = new OpenConnections(new CurrentSettings(settings));
        open.accept(channel);
        AmqpServer.addHandlers(
                channel,
                new ConnectionHandler(
                        channel,
                        TestNode.entrance(this::onCore, sessions, TestNode.Quotas.counting(channels, publishes)),
                        authWorker,
                        settings,
                        open),
                null,
                proxies,
                open);
        channel.pipeline().fireChannelActive();
    }

    private EventListener loginEvents() {
        return new EventListener() {
            @Override
            public boolean wants(EventKind kind) {
                return true;
            }

            @Override
            public void happened(BrokerEvent event) {
                logins.add(event);
            }
        };
    }

    private void onCore(Runnable task) {
        if (holding) {
            heldBack.add(task);
        } else {
            channel.eventLoop().execute(task);
        }
    }

    /** Channels that count among its user's. */
    int channels() {
        return channels.get();
    }

    /** Sessions that are open in the core. */
    int sessions() {
        settle();
        return sessions.get();
    }

    void holdCore() {
        holding = true;
    }

    void releaseCore() {
        holding = false;
        while (!heldBack.isEmpty()) {
            channel.eventLoop().execute(heldBack.remove());
        }
        settle();
    }

    private void settle() {
        for (int i = 0; i < 10; i++) { // the core's answers are tasks that make tasks
            channel.runPendingTasks();
        }
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            received.writeBytes(out);
            out.release();
        }
    }

    /** As if TLS had found out that the client is this one, or null if it gave no certificate. */
    EmbeddedConnection certificate(@Nullable String userName) {
        Peer.of(channel).secured(new TlsDetails("TLSv1.3", "TLS_AES_256_GCM_SHA384", null), userName);
        return this;
    }

    EmbeddedConnection header() {
        return bytes(Unpooled.copiedBuffer(PROTOCOL_HEADER));
    }

    EmbeddedConnection bytes(ByteBuf bytes) {
        channel.writeInbound(bytes);
        settle();
        return this;
    }

    EmbeddedConnection send(int number, Method... methods) {
        ByteBuf bytes = Unpooled.buffer();
        for (Method method : methods) {
            MethodWriter.writeMethod(bytes, number, method);
        }
        return bytes(bytes);
    }

    EmbeddedConnection frame(FrameType type, int number, ByteBuf payload) {
        ByteBuf bytes = Unpooled.buffer();
        Frame.writeHeader(bytes, type, number, payload.readableBytes());
        bytes.writeBytes(payload).writeByte(Frame.END);
        return bytes(bytes);
    }

    static ConnectionMethod.StartOk startOk(String user, String password, boolean failureClose) {
        FieldTable capabilities = FieldTable.builder()
                .put("authentication_failure_close", failureClose)
                .put("consumer_cancel_notify", true)
                .build();
        FieldTable properties = FieldTable.builder()
                .put("capabilities", capabilities)
                .put("connection_name", "test")
                .build();
        byte[] response = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return new ConnectionMethod.StartOk(properties, "PLAIN", Octets.of(response), "en_US");
    }

    static ConnectionMethod.TuneOk tuneOk() {
        return new ConnectionMethod.TuneOk(8, 131_072, 60);
    }

    /** Up to where open is to be sent. */
    EmbeddedConnection tuned() {
        header();
        assertThat(next().method()).isInstanceOf(ConnectionMethod.Start.class);
        send(0, startOk("guest", "secret", true));
        assertThat(next().method()).isEqualTo(new ConnectionMethod.Tune(8, 131_072, 60));
        return send(0, tuneOk());
    }

    EmbeddedConnection open() {
        tuned().send(0, new ConnectionMethod.Open("/"));
        assertThat(next().method()).isEqualTo(new ConnectionMethod.OpenOk());
        return this;
    }

    /** An open connection with channel 1. */
    EmbeddedConnection openChannel() {
        open().send(1, new ChannelMethod.Open());
        assertThat(next()).isEqualTo(new Received(1, 1, new ChannelMethod.OpenOk()));
        return this;
    }

    /** The next frame from the broker; null if there is none. */
    Received next() {
        settle();
        return Received.read(received);
    }

    Method nextMethod() {
        Received next = next();
        return next == null ? null : next.method();
    }

    void advance(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        settle();
    }

    boolean isOpen() {
        return channel.isOpen();
    }
}
