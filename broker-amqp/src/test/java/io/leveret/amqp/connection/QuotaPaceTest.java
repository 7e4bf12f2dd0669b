package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher that is faster than its quota is not read until its time has come, and hears nothing of it. */
class QuotaPaceTest {
    private static final int BODY = 3;

    private final EmbeddedConnection connection = new EmbeddedConnection();
    private final FakePublishQuota quota = connection.publishes;

    @BeforeEach
    void declare() {
        quota.limited = true;
        connection.openChannel();
        assertThat(count()).isZero();
    }

    /** Messages in the queue, as the core sees it. */
    private long count() {
        connection.send(1, new QueueMethod.Declare("q", false, false, false, false, false, FieldTable.EMPTY));
        return ((QueueMethod.DeclareOk) connection.nextMethod()).messageCount();
    }

    private static ByteBuf messages(int count) {
        ByteBuf octets = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            MethodWriter.writeMethod(octets, 1, new BasicMethod.Publish("", "q", false, false));
            Frame.writeHeader(octets, FrameType.HEADER, 1, 14);
            octets.writeShort(60).writeShort(0).writeLong(BODY).writeShort(0).writeByte(Frame.END);
            Frame.writeHeader(octets, FrameType.BODY, 1, BODY);
            octets.writeZero(BODY).writeByte(Frame.END);
        }
        return octets;
    }

    private static ByteBuf messagesAndAsk(int count) {
        ByteBuf octets = messages(count);
        MethodWriter.writeMethod(
                octets, 1, new QueueMethod.Declare("q", true, false, false, false, false, FieldTable.EMPTY));
        return octets;
    }

    private long counted() {
        return ((QueueMethod.DeclareOk) connection.nextMethod()).messageCount();
    }

    @Test
    void eachMessageIsTakenWithItsBody() {
        connection.bytes(messages(2));
        assertThat(count()).isEqualTo(2);
        assertThat(quota.taken).containsExactly("1/3", "1/3");
    }

    @Test
    void whatComesBehindATooEarlyMessageWaits() {
        quota.answersMillis(0, 40, 0, 0);
        connection.bytes(messagesAndAsk(3));
        assertThat(connection.nextMethod()).isNull();
        assertThat(quota.taken).containsExactly("1/3", "1/3");
        assertThat(connection
                        .channel
                        .pipeline()
                        .get(SocketTraffic.class)
                        .traffic()
                        .slowed())
                .isTrue();
        connection.advance(39);
        assertThat(connection.nextMethod()).isNull();
        connection.advance(1);
        assertThat(counted()).isEqualTo(3);
        assertThat(connection
                        .channel
                        .pipeline()
                        .get(SocketTraffic.class)
                        .traffic()
                        .slowed())
                .isFalse();
        assertThat(connection.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whoWaitsForLongIsNotReadAndLooksEverySecondWhetherItsQuotaHasGrown() {
        quota.answersMillis(3_600_000);
        connection.bytes(messagesAndAsk(1));
        assertThat(connection.channel.config().isAutoRead()).isFalse();
        for (int second = 0; second < 300; second++) { // its heartbeats can't be seen, which is not held against it
            connection.advance(1_000);
        }
        assertThat(connection.isOpen()).isTrue();
        quota.answersMillis(0);
        connection.advance(1_000);
        Received last = null;
        for (Received next = connection.next(); next != null; next = connection.next()) {
            last = next; // there are heartbeats before it
        }
        assertThat(last).isEqualTo(new Received(1, 1, new QueueMethod.DeclareOk("q", 1, 0)));
        assertThat(connection.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void itWaitsForItsOwnMessagesNotForThoseOfOthers() {
        quota.answersMillis(1_500, 60_000, 60_000);
        connection.bytes(messagesAndAsk(1));
        connection.advance(1_000);
        assertThat(connection.nextMethod()).isNull();
        connection.advance(500);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void aConnectionThatEndsMeanwhileLeavesNothingBehind() {
        quota.answersMillis(60_000);
        connection.bytes(messagesAndAsk(2));
        connection.channel.close();
        connection.advance(1_000);
        assertThat(connection.sessions()).isZero();
        assertThat(connection.channel.hasPendingTasks()).isFalse();
    }

    @Test
    void whoseConnectionTheBrokerClosesMayAnswerAtOnce() {
        quota.answersMillis(60_000);
        connection.bytes(messagesAndAsk(2));
        connection.channel.pipeline().fireExceptionCaught(new AmqpException(ReplyCode.CONNECTION_FORCED, "shutdown"));
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Close.class);
        connection.send(0, new ConnectionMethod.CloseOk());
        assertThat(connection.isOpen()).isFalse();
    }
}
