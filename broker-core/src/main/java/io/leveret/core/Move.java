package io.leveret.core;

import io.leveret.core.MessagesHandled.End;
import io.leveret.core.queue.LookVisitor;
import io.leveret.core.queue.LookedMessage;
import io.leveret.core.queue.Queue;
import java.util.function.Consumer;

/**
 * Moves ready messages to another queue, each in one unit of the journal: wherever the power is cut, it is in one of the two. While publishes have to wait,
 * so does this. It ends with the first message that would be too much for the destination. Owner: core.
 */
final class Move implements LookVisitor {
    private final VirtualHost vhost;
    private final Queue source;
    private final Queue destination;
    private final Consumer<MessagesHandled> ended;
    private long moved;
    private End end = End.COMPLETE;

    Move(VirtualHost vhost, Queue source, Queue destination, Consumer<MessagesHandled> ended) {
        this.vhost = vhost;
        this.source = source;
        this.destination = destination;
        this.ended = ended;
    }

    @Override
    public boolean mayGoOn() {
        return destination.isDeleted() || !vhost.refusesPublishes();
    }

    @Override
    public void missed() {
        // who has named it hears that fewer were moved
    }

    @Override
    public boolean visit(LookedMessage looked) {
        end = End.FAILED; // until the step says otherwise
        vhost.unitSteps().add(() -> end = move(looked));
        vhost.unitSteps().run();
        source.scheduleDelivery();
        return end == End.COMPLETE;
    }

    private End move(LookedMessage looked) {
        if (destination.isDeleted()) {
            return End.DESTINATION_GONE;
        }
        if (!destination.holdings().hasRoomFor(looked.message())) {
            return End.DESTINATION_FULL;
        }
        if (source.holdings().has(looked.seq())) {
            destination.holdings().take(looked.message());
            source.holdings().drop(looked.seq());
            moved++;
        }
        return End.COMPLETE;
    }

    @Override
    public void end() {
        ended.accept(new MessagesHandled(moved, end == End.COMPLETE && source.isDeleted() ? End.QUEUE_GONE : end));
    }
}
