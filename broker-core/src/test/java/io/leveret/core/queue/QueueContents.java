package io.leveret.core.queue;

import io.leveret.core.message.MessageRef;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Looks into a queue, past everything that decides there. */
public final class QueueContents {
    /** Octets that a queue needs for each message in memory, beside the message. */
    public static final long ENTRY_BYTES = ReadyMessages.ENTRY_BYTES;

    private static final Field READY = field(Queue.class, "ready");
    private static final Field HEAD = field(Queue.class, "head");
    private static final Field LOADING = field(HeadLoader.class, "loading");
    private static final Field DEPARTURES = field(Queue.class, "departures");
    private static final Field WAITING = field(Departures.class, "waiting");
    private static final Field LEAVING = field(MemoryLedger.class, "leaving");
    private static final Field WRITTEN = field(MemoryLedger.class, "written");
    private static final Field READING = field(Departures.class, "reading");

    private QueueContents() {}

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Calls {@code visitor} with number and message of every ready message, the next to be delivered first. */
    public static void ready(Queue queue, BiConsumer<Long, MessageRef> visitor) {
        ReadyLevels ready = (ReadyLevels) get(READY, queue);
        for (int i = 0; i < ready.levelCount(); i++) {
            ReadyMessages level = ready.fromTop(i);
            if (level != null) {
                level.numbersBelow(Long.MAX_VALUE, seq -> visitor.accept(seq, level.find(seq)));
            }
        }
    }

    /** Whether nothing is on its way to the disk, as far as the ledger knows. */
    public static boolean isAtRest(MemoryLedger ledger) {
        return (Long) get(LEAVING, ledger) == 0 && (Long) get(WRITTEN, ledger) == 0;
    }

    /** How many parts the ready messages are in, each in memory or not. */
    public static int stretches(Queue queue) {
        ReadyLevels ready = (ReadyLevels) get(READY, queue);
        int count = 0;
        for (int i = 0; i < ready.levelCount(); i++) {
            ReadyMessages level = ready.fromTop(i);
            count += level == null ? 0 : level.ring().count();
        }
        return count;
    }

    /** What the heap holds for those that are not in memory. */
    public static long packedOctets(Queue queue) {
        ReadyLevels ready = (ReadyLevels) get(READY, queue);
        long octets = 0;
        for (int i = 0; i < ready.levelCount(); i++) {
            ReadyMessages level = ready.fromTop(i);
            for (int at = 0; level != null && at < level.ring().count(); at++) {
                octets += level.ring().at(at) instanceof PackedRun run ? run.octets() : 0;
            }
        }
        return octets;
    }

    /** Where a message that is not in memory was paged out to; 0 = the journal keeps it. */
    public static long location(MessageRef ref) {
        return ((PackedMessage) ref).location();
    }

    /** Whether messages are on their way from the store to the queue's front. */
    public static boolean isLoading(Queue queue) {
        return get(LOADING, get(HEAD, queue)) != null;
    }

    /** Calls {@code visitor} with number and message of what is to be dead-lettered when it, or what left before it, has been read. */
    public static void departing(Queue queue, BiConsumer<Long, MessageRef> visitor) {
        Object departures = get(DEPARTURES, queue);
        for (Field list : List.of(READING, WAITING)) {
            for (Object leaving : orNone(get(list, departures))) {
                visitor.accept((Long) part(leaving, "seq"), (MessageRef) part(leaving, "ref"));
            }
        }
    }

    private static Object part(Object leaving, String name) {
        try {
            Method accessor = leaving.getClass().getDeclaredMethod(name);
            accessor.setAccessible(true);
            return accessor.invoke(leaving);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Collection<?> orNone(@Nullable Object collection) {
        return collection == null ? List.of() : (Collection<?>) collection;
    }

    private static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
