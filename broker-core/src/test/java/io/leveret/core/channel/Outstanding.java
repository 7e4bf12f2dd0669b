package io.leveret.core.channel;

import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a channel holds unacked, past everything that decides there. */
public final class Outstanding {
    private static final Field UNACKED = field();

    private Outstanding() {}

    /** A delivery; {@code consumer} is the tag, null for basic.get. */
    public record Held(long tag, Queue queue, QueuedMessage message, String consumer) {}

    /** A delivery that waits for the commit, and what is to become of it then. */
    public record Waiting(Held held, Outcome outcome) {}

    private static Field field() {
        try {
            Field field = Settling.class.getDeclaredField("unacked");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the client may settle, by tag. */
    public static List<Held> open(ChannelState channel) {
        List<Held> all = new ArrayList<>();
        try {
            ((Unacked) UNACKED.get(channel.settling())).removeIf(delivery -> {
                all.add(held(delivery));
                return false;
            });
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    /** What the client has settled in its transaction, in that order. */
    public static List<Waiting> waiting(ChannelState channel) {
        Transaction transaction = channel.transaction();
        return transaction == null
                ? List.of()
                : transaction.settlements().stream()
                        .map(one -> new Waiting(held(one.delivery()), one.outcome()))
                        .toList();
    }

    /** All that the channel holds. */
    public static List<Held> all(ChannelState channel) {
        List<Held> all = open(channel);
        waiting(channel).forEach(one -> all.add(one.held()));
        return all;
    }

    private static Held held(Delivery delivery) {
        return new Held(
                delivery.tag(),
                delivery.queue(),
                delivery.message(),
                delivery.consumer() == null ? null : delivery.consumer().tag());
    }
}
