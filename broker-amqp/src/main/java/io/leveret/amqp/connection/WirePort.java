package io.leveret.amqp.connection;

import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.Traffic;
import java.util.function.Consumer;

/** What the core has of a connection: somebody who takes what it has to tell, and the socket's counters. */
record WirePort(Consumer<EventBatch> receiver, SocketTraffic socket) implements SessionPort {
    @Override
    public void send(EventBatch batch) {
        receiver.accept(batch);
    }

    @Override
    public Traffic traffic() {
        return socket.traffic();
    }
}
