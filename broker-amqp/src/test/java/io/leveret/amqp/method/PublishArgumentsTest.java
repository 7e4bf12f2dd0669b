package io.leveret.amqp.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.error.AmqpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class PublishArgumentsTest {
    private final PublishArguments arguments = new PublishArguments(new MethodReader());

    @Test
    void equalOctetsGiveTheSameMethod() {
        BasicMethod.Publish first = decode(new BasicMethod.Publish("x", "a.long.routing.key", true, false));

        assertThat(decode(new BasicMethod.Publish("x", "a.long.routing.key", true, false)))
                .isSameAs(first);
    }

    @Test
    void anotherRoutingKeyGivesAnotherMethodWithTheSameExchange() {
        BasicMethod.Publish first = decode(new BasicMethod.Publish("exchange", "a", true, false));
        BasicMethod.Publish second = decode(new BasicMethod.Publish("exchange", "b", true, false));

        assertThat(second).isEqualTo(new BasicMethod.Publish("exchange", "b", true, false));
        assertThat(second.exchange()).isSameAs(first.exchange());
        assertThat(decode(new BasicMethod.Publish("exchange", "b", false, false))
                        .mandatory())
                .isFalse();
    }

    @Test
    void theBufferMayChangeAfterwards() {
        ByteBuf in = payload(new BasicMethod.Publish("x", "key", false, false));
        BasicMethod.Publish first = arguments.decode(in, in.readableBytes());
        in.setZero(0, in.capacity());

        assertThat(decode(new BasicMethod.Publish("x", "key", false, false))).isSameAs(first);
    }

    @Test
    void malformedArgumentsAreNotRemembered() {
        BasicMethod.Publish first = decode(new BasicMethod.Publish("x", "key", false, false));
        ByteBuf wrong =
                payload(new BasicMethod.Publish("x", "key", false, false)).writeByte(0);
        assertThatThrownBy(() -> arguments.decode(wrong, wrong.readableBytes())).isInstanceOf(AmqpException.class);

        assertThat(decode(first)).isSameAs(first);
    }

    private BasicMethod.Publish decode(BasicMethod.Publish publish) {
        ByteBuf in = payload(publish);
        int length = in.readableBytes();
        BasicMethod.Publish decoded = arguments.decode(in.writeLong(-1), length);
        assertThat(in.readableBytes()).isEqualTo(8);
        return decoded;
    }

    private static ByteBuf payload(BasicMethod.Publish publish) {
        ByteBuf out = Unpooled.buffer().writeInt(publish.id());
        publish.write(out);
        return out;
    }
}
