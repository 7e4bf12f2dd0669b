package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The errors that client libraries and their users act on: code, text, and what they close. */
@Timeout(120)
class AmqpErrorsIT {
    @TempDir
    Path folder;

    private TestBroker broker;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"));
        connection = broker.connect();
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare("q", true, false, false, null);
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (connection.isOpen()) {
            connection.close();
        }
        broker.close();
    }

    /** Something to be done on a channel. */
    private interface Mistake {
        void make(Channel channel) throws Exception;
    }

    /** The channel is closed with this, and neither the connection nor another channel is touched. */
    private void closesTheChannel(int code, String text, Mistake mistake) throws Exception {
        Channel bystander = connection.createChannel();
        Channel channel = connection.createChannel();
        ShutdownSignalException signal = signal(channel, mistake);
        assertThat(signal.isHardError()).isFalse();
        AMQP.Channel.Close close = (AMQP.Channel.Close) signal.getReason();
        assertThat(close.getReplyText()).isEqualTo(text);
        assertThat(close.getReplyCode()).isEqualTo(code);
        assertThat(bystander.queueDeclarePassive("q").getQueue()).isEqualTo("q");
        bystander.close();
    }

    /** The whole connection is closed with this. */
    private void closesTheConnection(int code, String text, Mistake mistake) throws Exception {
        Connection victim = broker.connect();
        ShutdownSignalException signal = signal(victim.createChannel(), mistake);
        assertThat(signal.isHardError()).isTrue();
        AMQP.Connection.Close close = (AMQP.Connection.Close) signal.getReason();
        assertThat(close.getReplyText()).isEqualTo(text);
        assertThat(close.getReplyCode()).isEqualTo(code);
        assertThat(connection.isOpen()).isTrue();
    }

    private static ShutdownSignalException signal(Channel channel, Mistake mistake) throws Exception {
        BlockingQueue<ShutdownSignalException> signals = new LinkedBlockingQueue<>();
        channel.addShutdownListener(signals::add);
        try {
            mistake.make(channel);
        } catch (IOException | AlreadyClosedException e) {
            // the listener knows more
        }
        ShutdownSignalException signal = signals.poll(20, TimeUnit.SECONDS);
        assertThat(signal).as("close").isNotNull();
        return signal;
    }

    @Test
    void notFoundIs404() throws Exception {
        closesTheChannel(404, "NOT_FOUND - no queue 'no' in vhost '/'", channel -> channel.queueDeclarePassive("no"));
        closesTheChannel(404, "NOT_FOUND - no queue 'no' in vhost '/'", channel -> channel.basicGet("no", true));
        closesTheChannel(
                404,
                "NOT_FOUND - no queue 'no' in vhost '/'",
                channel -> channel.basicConsume("no", (tag, delivery) -> {}, tag -> {}));
        closesTheChannel(
                404,
                "NOT_FOUND - no exchange 'no' in vhost '/'",
                channel -> channel.basicPublish("no", "", null, new byte[1]));
        closesTheChannel(
                404, "NOT_FOUND - no exchange 'no' in vhost '/'", channel -> channel.queueBind("q", "no", "k"));
        closesTheChannel(
                404, "NOT_FOUND - no previously declared queue", channel -> channel.queueBind("", "amq.direct", "k"));
    }

    @Test
    void refusedAccessIs403() throws Exception {
        closesTheChannel(
                403,
                "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'",
                channel -> channel.queueDeclare("amq.mine", false, false, false, null));
        closesTheChannel(
                403,
                "ACCESS_REFUSED - operation not permitted on the default exchange",
                channel -> channel.exchangeDelete(""));
        closesTheChannel(403, "ACCESS_REFUSED - queue 'q' in vhost '/' in exclusive use", channel -> {
            channel.basicConsume("q", true, "first", false, true, null, (tag, delivery) -> {}, tag -> {});
            channel.basicConsume("q", (tag, delivery) -> {}, tag -> {});
        });
    }

    @Test
    void anotherConnectionsExclusiveQueueIs405() throws Exception {
        try (Connection owner = broker.connect();
                Channel channel = owner.createChannel()) {
            channel.queueDeclare("mine", false, true, false, null);
            String text =
                    "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'mine' in vhost '/'. It could be"
                            + " originally declared on another connection or the exclusive property value does not match that"
                            + " of the original declaration.";
            closesTheChannel(405, text, other -> other.queueDeclarePassive("mine"));
            closesTheChannel(405, text, other -> other.basicGet("mine", true));
            closesTheChannel(405, text, other -> other.queueDelete("mine"));
        }
    }

    @Test
    void unmetPreconditionsAre406() throws Exception {
        closesTheChannel(
                406,
                "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but"
                        + " current is 'true'",
                channel -> channel.queueDeclare("q", false, false, false, null));
        closesTheChannel(
                406,
                "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'amq.direct' in vhost '/': received 'fanout'"
                        + " but current is 'direct'",
                channel -> channel.exchangeDeclare("amq.direct", "fanout", true));
        closesTheChannel(406, "PRECONDITION_FAILED - unknown delivery tag 9", channel -> channel.basicAck(9, false));
        closesTheChannel(
                406,
                "PRECONDITION_FAILED - unknown exchange type 'x-odd'",
                channel -> channel.exchangeDeclare("x", "x-odd"));
        closesTheChannel(406, "PRECONDITION_FAILED - cannot switch from confirm to tx mode", channel -> {
            channel.confirmSelect();
            channel.txSelect();
        });
        closesTheChannel(406, "PRECONDITION_FAILED - queue 'q' in vhost '/' not empty", channel -> {
            channel.basicPublish("", "q", null, new byte[1]);
            channel.queueDelete("q", false, true);
        });
    }

    @Test
    void whatTheProtocolForbidsIs530() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) { // the client library would not do it
            raw.consume("q", "same");
            raw.consume("q", "same");
            assertThat(raw.expectConnectionClose())
                    .isEqualTo(
                            new RawConnection.Close(530, "NOT_ALLOWED - attempt to reuse consumer tag 'same'", 60, 20));
        }
        ConnectionFactory factory = broker.factory();
        factory.setVirtualHost("nowhere");
        assertThatThrownBy(factory::newConnection)
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(ShutdownSignalException.class)
                .rootCause()
                .hasMessageContaining("reply-code=530")
                .hasMessageContaining("NOT_ALLOWED - vhost nowhere not found");
    }

    @Test
    void whatIsNotImplementedIs540() throws Exception {
        closesTheConnection(
                540,
                "NOT_IMPLEMENTED - immediate=true",
                channel -> channel.basicPublish("", "q", false, true, null, new byte[1]));
        closesTheConnection(540, "NOT_IMPLEMENTED - prefetch_size!=0 (7)", channel -> channel.basicQos(7, 1, false));
        closesTheConnection(540, "NOT_IMPLEMENTED - requeue=false", channel -> channel.basicRecover(false));
    }

    @Test
    void wrongPasswordAndWrongUserAreToldAlike() {
        String text = "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the"
                + " broker logfile.";
        for (Map.Entry<String, String> login :
                Map.of("guest", "wrong", "nobody", "guest").entrySet()) {
            ConnectionFactory factory = broker.factory();
            factory.setUsername(login.getKey());
            factory.setPassword(login.getValue());
            assertThat(catchThrowable(factory::newConnection))
                    .isInstanceOf(AuthenticationFailureException.class)
                    .hasMessage(text);
        }
    }
}
