package io.leveret.core;

import io.leveret.core.message.Message;
import io.leveret.core.queue.LookVisitor;
import io.leveret.core.queue.LookedMessage;
import io.leveret.core.view.BrowsedMessage;
import io.leveret.core.view.BrowsedMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers what a look at a queue shows, for who is not the core: so many messages, and not much more than so many octets. Owner: core. */
final class Browse implements LookVisitor {
    /** So much is held for one answer, unless a single message is larger. */
    static final long MOST_OCTETS = 8 << 20;

    static final int MOST_MESSAGES = 1_000;

    private final int total;
    private final int count;
    private final Consumer<@Nullable BrowsedMessages> reader;
    private final List<BrowsedMessage> found = new ArrayList<>();
    private long position;
    private long octets;
    private boolean cutShort;

    /** The first to come is at {@code from}; {@code total} are there. */
    Browse(int total, long from, int count, Consumer<@Nullable BrowsedMessages> reader) {
        this.total = total;
        this.position = from;
        this.count = Math.min(count, MOST_MESSAGES);
        this.reader = reader;
    }

    @Override
    public boolean mayGoOn() {
        return true;
    }

    @Override
    public void missed() {
        position++;
    }

    @Override
    public boolean visit(LookedMessage looked) {
        if (found.size() >= count) {
            return false;
        }
        Message message = looked.message();
        octets += message.heldBytes();
        if (octets > MOST_OCTETS && !found.isEmpty()) {
            cutShort = true;
            return false;
        }
        found.add(new BrowsedMessage(
                position++,
                looked.seq(),
                looked.redelivered(),
                looked.deliveries(),
                message.publishedAtMillis(),
                looked.deadlineMillis(),
                message.visible()));
        return found.size() < count;
    }

    @Override
    public void end() {
        reader.accept(new BrowsedMessages(total, List.copyOf(found), cutShort));
    }
}
