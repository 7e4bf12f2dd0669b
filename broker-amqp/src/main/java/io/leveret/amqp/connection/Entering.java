package io.leveret.amqp.connection;

import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.error.AmqpException;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import io.leveret.core.node.EntryRequest;
import io.netty.channel.Channel;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Asks for a virtual host, and passes the answer on to the connection's own loop. Frames that a client sends without waiting for the answer wait for
 * it here.
 */
record Entering(Entrance entrance, Executor loop, Channel channel) {
    void ask(EntryRequest request, SessionPort port, Consumer<Entry> entered, Consumer<AmqpException> refused) {
        FrameDecoder frames = channel.pipeline().get(FrameDecoder.class);
        frames.pause();
        entrance.enter(request, port, new Entrance.Listener() {
            @Override
            public void entered(Entry entry) {
                loop.execute(() -> {
                    entered.accept(entry);
                    frames.resume();
                });
            }

            @Override
            public void refused(AmqpException why) {
                loop.execute(() -> {
                    refused.accept(why);
                    frames.resume();
                });
            }
        });
    }
}
