package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.frame.FrameType;
import io.leveret.amqp.method.AccessMethod;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** What channels carry, and the content rows of the semantics map, section 1. */
class ContentTest {
    private static final Method PUBLISH = new BasicMethod.Publish("", "q", false, false);
    private static final Method DECLARE =
            new QueueMethod.Declare("q", false, false, false, false, false, FieldTable.EMPTY);

    private static ByteBuf header(int classId, int weight, long bodySize) {
        return Unpooled.buffer()
                .writeShort(classId)
                .writeShort(weight)
                .writeLong(bodySize)
                .writeShort(0);
    }

    private static ByteBuf octets(int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) i;
        }
        return Unpooled.wrappedBuffer(octets);
    }

    private static void assertCloses(EmbeddedConnection connection, int code, String text, int methodId) {
        assertThat(connection.next())
                .isEqualTo(
                        new Received(1, 0, new ConnectionMethod.Close(code, text, methodId >>> 16, methodId & 0xffff)));
    }

    @Test
    void publishedMessageComesBackAsItWas() {
        var connection = new EmbeddedConnection().openChannel().send(1, DECLARE);
        assertThat(connection.nextMethod()).isEqualTo(new QueueMethod.DeclareOk("q", 0, 0));
        for (int size : new int[] {0, 16, 70_000, 300_000}) {
            connection.send(1, PUBLISH).frame(FrameType.HEADER, 1, header(60, 0, size));
            for (int sent = 0; sent < size; sent += 100_000) {
                connection.frame(FrameType.BODY, 1, octets(size).slice(sent, Math.min(size - sent, 100_000)));
            }
            connection.send(1, new BasicMethod.Get("q", true));
            assertThat(((BasicMethod.GetOk) connection.nextMethod()).routingKey())
                    .isEqualTo("q");
            assertThat(connection.next().content()).isEqualTo(ByteBufUtil.hexDump(header(60, 0, size)));
            StringBuilder body = new StringBuilder();
            while (body.length() < 2 * size) {
                body.append(connection.next().content());
            }
            assertThat(body.toString()).isEqualTo(ByteBufUtil.hexDump(octets(size)));
        }
    }

    @Test
    void consumeOkComesBeforeTheFirstDelivery() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, DECLARE, PUBLISH).frame(FrameType.HEADER, 1, header(60, 0, 0));
        connection.send(1, new BasicMethod.Consume("q", "tag", false, false, false, false, FieldTable.EMPTY));
        assertThat(connection.nextMethod()).isInstanceOf(QueueMethod.DeclareOk.class);
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.ConsumeOk("tag"));
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.Deliver("tag", 1, false, "", "q"));
        assertThat(connection.next().content()).isEqualTo(ByteBufUtil.hexDump(header(60, 0, 0)));
        connection.send(1, new BasicMethod.Ack(1, false), new BasicMethod.Cancel("tag", false));
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.CancelOk("tag"));
    }

    @Test
    void bodiesOfTwoChannelsMayInterleave() {
        var connection = new EmbeddedConnection().openChannel().send(2, new ChannelMethod.Open());
        connection.nextMethod();
        connection.send(1, DECLARE, PUBLISH).send(2, PUBLISH);
        connection.nextMethod();
        connection.frame(FrameType.HEADER, 1, header(60, 0, 4)).frame(FrameType.HEADER, 2, header(60, 0, 2));
        connection.frame(FrameType.BODY, 1, octets(2)).frame(FrameType.BODY, 2, octets(2));
        connection.frame(FrameType.BODY, 1, octets(2));
        connection.send(1, new BasicMethod.Get("q", true), new BasicMethod.Get("q", true));
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.GetOk(1, false, "", "q", 1));
        connection.next();
        assertThat(connection.next().content()).isEqualTo("0001");
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.GetOk(2, false, "", "q", 0));
        connection.next();
        assertThat(connection.next().content()).isEqualTo("00010001");
    }

    @Test // Content header/body without publish
    void contentWithoutPublishIsUnexpected() {
        String text = "UNEXPECTED_FRAME - expected method frame, got non method frame instead";
        assertCloses(new EmbeddedConnection().openChannel().frame(FrameType.HEADER, 1, header(60, 0, 1)), 505, text, 0);
        assertCloses(new EmbeddedConnection().openChannel().frame(FrameType.BODY, 1, octets(1)), 505, text, 0);
        assertCloses(new EmbeddedConnection().open().frame(FrameType.BODY, 1, octets(1)), 505, text, 0);
    }

    @Test // Method while header expected
    void methodOrBodyInsteadOfHeaderIsUnexpected() {
        String text = "UNEXPECTED_FRAME - expected content header for class 60, got non content header frame instead";
        assertCloses(publishing().send(1, PUBLISH), 505, text, BasicMethod.PUBLISH);
        assertCloses(publishing().send(1, DECLARE), 505, text, BasicMethod.PUBLISH);
        assertCloses(publishing().frame(FrameType.BODY, 1, octets(1)), 505, text, BasicMethod.PUBLISH);
        assertCloses(publishing().frame(FrameType.HEADER, 1, header(60, 1, 1)), 505, text, BasicMethod.PUBLISH);
    }

    private static EmbeddedConnection publishing() {
        return new EmbeddedConnection().openChannel().send(1, PUBLISH);
    }

    @Test // Method while body expected
    void methodOrHeaderInsteadOfBodyIsUnexpected() {
        String text = "UNEXPECTED_FRAME - expected content body, got non content body frame instead";
        var method = publishing().frame(FrameType.HEADER, 1, header(60, 0, 1)).send(1, DECLARE);
        assertCloses(method, 505, text, BasicMethod.PUBLISH);
        var header = publishing().frame(FrameType.HEADER, 1, header(60, 0, 1));
        assertCloses(header.frame(FrameType.HEADER, 1, header(60, 0, 1)), 505, text, BasicMethod.PUBLISH);
    }

    @Test // Header of other class
    void headerOfAnotherClassIsUnexpected() {
        assertCloses(
                publishing().frame(FrameType.HEADER, 1, header(50, 0, 1)),
                505,
                "UNEXPECTED_FRAME - expected content header for class 60, got one for class 50 instead",
                BasicMethod.PUBLISH);
    }

    @Test // More body than declared
    void moreBodyThanDeclaredIsAFrameError() {
        assertCloses(
                publishing().frame(FrameType.HEADER, 1, header(60, 0, 1)).frame(FrameType.BODY, 1, octets(2)),
                501,
                "FRAME_ERROR - content body frame exceeds remaining content size",
                BasicMethod.PUBLISH);
    }

    @Test // Body declared huge
    void bodyDeclaredTooLargeClosesTheChannelOrTheConnection() {
        var channel = publishing().frame(FrameType.HEADER, 1, header(60, 0, (1 << 20) + 1));
        assertThat(channel.next())
                .isEqualTo(new Received(
                        1,
                        1,
                        new ChannelMethod.Close(
                                406,
                                "PRECONDITION_FAILED - message size 1048577 is larger than configured max size 1048576",
                                60,
                                40)));
        channel.frame(FrameType.BODY, 1, octets(100)).send(1, DECLARE);
        assertThat(channel.next()).as("ignored until close-ok").isNull();
        assertCloses(
                publishing().frame(FrameType.HEADER, 1, header(60, 0, (512L << 20) + 1)),
                501,
                "FRAME_ERROR - content body size 536870913 exceeds maximum allowed size 536870912",
                BasicMethod.PUBLISH);
    }

    @Test // Method on unopened channel, class-10 and server-only methods on a channel
    void methodsOutOfPlaceCloseTheConnection() {
        assertCloses(
                new EmbeddedConnection().open().send(1, DECLARE),
                504,
                "CHANNEL_ERROR - expected 'channel.open'",
                QueueMethod.DECLARE);
        assertCloses(
                new EmbeddedConnection().openChannel().send(1, new BasicMethod.QosOk()),
                503,
                "COMMAND_INVALID - unimplemented method",
                BasicMethod.QOS_OK);
        assertCloses(
                new EmbeddedConnection().openChannel().send(1, new ConnectionMethod.CloseOk()),
                503,
                "COMMAND_INVALID - unimplemented method",
                ConnectionMethod.CLOSE_OK);
    }

    @Test // Channel count
    void channelsAreCountedNotNumbered() {
        var connection = new EmbeddedConnection().open();
        for (int number = 60_001; number <= 60_008; number++) {
            connection.send(number, new ChannelMethod.Open());
            assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.OpenOk());
        }
        assertCloses(
                connection.send(1, new ChannelMethod.Open()),
                530,
                "NOT_ALLOWED - number of channels opened (8) has reached the negotiated channel_max (8)",
                0);
    }

    @Test // access.request, channel.flow
    void legacyMethodsAreAnswered() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, new AccessMethod.Request("/data", false, false, true, true, true));
        assertThat(connection.nextMethod()).isEqualTo(new AccessMethod.RequestOk(1));
        connection.send(1, new ChannelMethod.Flow(true));
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.FlowOk(true));
    }

    @Test
    void connectionIsNotReadWhileItsCommandsWaitForTheCore() {
        var connection = new EmbeddedConnection(TestNode.settings(65_536, 100), "127.0.0.1").openChannel();
        connection.send(1, DECLARE);
        connection.holdCore();
        publish(connection, 60_000);
        assertThat(connection.channel.config().isAutoRead()).isTrue();
        publish(connection, 60_000);
        assertThat(connection.channel.config().isAutoRead()).isFalse();
        connection.releaseCore();
        assertThat(connection.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void messageLargerThanTheInboxIsReadNevertheless() {
        var connection = new EmbeddedConnection(TestNode.settings(65_536, 100), "127.0.0.1").openChannel();
        connection.send(1, DECLARE);
        connection.nextMethod();
        for (int i = 0; i < 3; i++) {
            publish(connection, 500_000);
            assertThat(connection.channel.config().isAutoRead()).isTrue();
        }
    }

    private static void publish(EmbeddedConnection connection, int size) {
        ByteBuf bytes = Unpooled.buffer();
        MethodWriter.writeMethod(bytes, 1, PUBLISH);
        connection.bytes(bytes).frame(FrameType.HEADER, 1, header(60, 0, size));
        for (int left = size; left > 0; left -= 50_000) {
            connection.frame(FrameType.BODY, 1, octets(Math.min(left, 50_000)));
        }
    }
}
