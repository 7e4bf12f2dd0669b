package io.leveret.amqp.connection;

import io.leveret.core.channel.SessionPort;
import io.leveret.core.error.AmqpException;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import io.leveret.core.node.EntryRequest;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Asks for a virtual host, and passes the answer on to the connection's own loop. */
record Entering(Entrance entrance, Executor loop) {
    void ask(EntryRequest request, SessionPort port, Consumer<Entry> entered, Consumer<AmqpException> refused) {
        entrance.enter(request, port, new Entrance.Listener() {
            @Override
            public void entered(Entry entry) {
                loop.execute(() -> entered.accept(entry));
            }

            @Override
            public void refused(AmqpException why) {
                loop.execute(() -> refused.accept(why));
            }
        });
    }
}
