package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.amqp.proxy.TrustedProxies;
import io.leveret.core.event.EventListener;
import io.leveret.core.message.FieldTable;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets. */
@Timeout(60)
class AmqpServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final IoLoops io = new IoLoops(1);
    private final EventLoop loop = io.group().next();
    private AmqpServer server;
    private int port;

    private void start() {
        server = new AmqpServer(io, TestNode.SETTINGS, TestNode.entrance(loop), TestNode.users(), EventListener.NONE);
        port = server.listen(new InetSocketAddress(LOOPBACK, 0), 128, null, TrustedProxies.NONE);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        io.close();
    }

    private static QueueMethod.Declare declare(boolean passive, boolean exclusive) {
        return new QueueMethod.Declare("q", passive, false, exclusive, false, false, FieldTable.EMPTY);
    }

    @Test
    void portInUseIsSaidInOneLine() {
        start();
        assertThatThrownBy(() -> server.listen(new InetSocketAddress(LOOPBACK, port), 128, null, TrustedProxies.NONE))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("localhost:" + port)
                .hasMessageNotContaining("\n");
    }

    @Test
    void closingClientIsAnsweredAndItsSocketCloses() throws IOException {
        start();
        try (WireClient client = new WireClient(port)) {
            client.send(1, declare(false, true));
            assertThat(client.next()).isEqualTo(new QueueMethod.DeclareOk("q", 0, 0));
            client.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));
            assertThat(client.next()).isEqualTo(new ConnectionMethod.CloseOk());
            assertThat(client.next()).isNull();
        }
    }

    @Test
    void stoppingTellsEveryClient() throws Exception {
        start();
        try (WireClient client = new WireClient(port)) {
            Thread stopping = new Thread(() -> server.stop(30_000));
            stopping.start();
            assertThat(client.next())
                    .isEqualTo(new ConnectionMethod.Close(
                            320, "CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'", 0, 0));
            client.send(0, new ConnectionMethod.CloseOk());
            assertThat(client.next()).isNull();
            stopping.join();
            assertThat(server.connectionCount()).isZero();
        }
    }

    @Test
    void lostConnectionLetsGoOfItsExclusiveQueue() throws Exception {
        start();
        WireClient owner = new WireClient(port);
        owner.send(1, declare(false, true));
        owner.next();
        owner.close();
        try (WireClient other = new WireClient(port)) {
            assertThat(declaredAnew(other)).isTrue();
        }
    }

    /** Asks until the queue is gone: nothing tells another client when that is. */
    private static boolean declaredAnew(WireClient client) throws IOException {
        while (true) {
            client.send(1, declare(false, true));
            if (client.next() instanceof QueueMethod.DeclareOk) {
                return true;
            }
            client.send(1, new ChannelMethod.CloseOk(), new ChannelMethod.Open());
            client.next();
        }
    }
}
