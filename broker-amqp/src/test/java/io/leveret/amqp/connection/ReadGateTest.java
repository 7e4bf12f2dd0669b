package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.channel.Inbox;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.proxy.TrustedProxies;
import io.leveret.core.access.User;
import io.leveret.core.event.EventListener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is not read, on real sockets, notices that its peer is gone. */
@Timeout(60)
class ReadGateTest {
    private static final int RECEIVE_BUFFER = 1 << 20;

    private final IoLoops io = new IoLoops(1);
    private final EventLoop loop = io.group().next();
    private final AtomicBoolean coreStopped = new AtomicBoolean();
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();

    @AfterEach
    void stop() {
        io.close();
    }

    private int listen() {
        AuthWorker authWorker = new AuthWorker(TestNode.users(), loop, EventListener.NONE);
        ConnectionSettings settings = TestNode.settings(65_536, 100);
        OpenConnections open = new OpenConnections(new CurrentSettings(settings));
        Channel listener = io.listener(1, settings.outputBytes())
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        AmqpServer.addHandlers(
                                channel,
                                new ConnectionHandler(
                                        channel,
                                        TestNode.entrance(ReadGateTest.this::onCore),
                                        authWorker,
                                        settings,
                                        open),
                                null,
                                TrustedProxies.NONE,
                                open);
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private void onCore(Runnable task) {
        if (!coreStopped.get()) {
            loop.execute(task);
        }
    }

    /** Makes the broker stop reading, then leaves {@code octets} more for it in the kernel. */
    private Channel fill(WireClient client, int octets) throws IOException {
        coreStopped.set(true);
        Method[] acks = new Method[10_000];
        Arrays.fill(acks, new BasicMethod.Ack(1, false));
        client.send(1, acks);
        Channel channel = accepted.join();
        while (channel.config().isAutoRead()) {
            Thread.onSpinWait();
        }
        client.write(WireClient.heartbeats(octets));
        return channel;
    }

    @Test
    void byItsStateWhenTheEndOfTheStreamIsBehindOctetsThatNobodyReads() throws IOException {
        if (!io.transport().equals("epoll")) {
            return;
        }
        WireClient client = new WireClient(listen(), 0);
        Channel channel = fill(client, RECEIVE_BUFFER / 2);
        client.close();
        channel.closeFuture().syncUninterruptibly();
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void byAHeartbeatThatNobodyTakesWhenTheEndOfTheStreamCannotBeSent() throws IOException {
        WireClient client = new WireClient(listen(), 1);
        Channel channel = fill(client, 0);
        client.writeUntilFull();
        client.close();
        channel.closeFuture().syncUninterruptibly();
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    /** As after a login or a new secret that was checked while the gate was shut. */
    @Test
    void whoLetsFramesGoOnDoesNotOpenIt() {
        EmbeddedChannel channel = new EmbeddedChannel();
        Inbox inbox = new Inbox(() -> 0);
        ReadGate gate = new ReadGate(channel, inbox, 1_000, () -> {});
        for (int i = 0; i < 20; i++) {
            inbox.changeUser(new User("guest", Set.of(), Map.of()));
        }
        long octets = inbox.take().bytes();
        gate.update();
        assertThat(channel.config().isAutoRead()).isFalse();

        channel.config().setAutoRead(true);
        gate.update();
        assertThat(channel.config().isAutoRead()).isFalse();

        inbox.consumed(octets);
        gate.update();
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.close();
    }
}
