package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.queue.Glance.Seen;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows ready messages of a queue to a {@link LookVisitor}, some in each turn. What is on disk is read as a copy, page by page; nothing that a consumer or
 * a restart could notice changes by it. Owner: core.
 */
final class Look extends Timed implements BooleanSupplier {
    /** Messages shown in one turn. */
    private static final int STEP = 256;

    /** Octets of bodies, as far as they are known, with which a page is full. */
    private static final long PAGE_OCTETS = 512 * 1024;

    /** How long a visitor that may not go on waits until it is asked again. */
    private static final int PAUSE_MILLIS = 10;

    private static final long[] NONE = {};

    private final Holdings of;
    private final LookOrder order;
    private final LookVisitor visitor;
    private final int clearings;
    /** The numbers of this step, of which those from {@code next} on are to be shown. */
    private long[] numbers = NONE;

    private int next;
    private boolean ended;
    /** What was read of them. */
    private final Map<Long, Copy> copies = new HashMap<>();

    /** A message that was read from there (0 = the journal); null if it could not be. */
    private record Copy(@Nullable Message message, long location) {}

    Look(Holdings of, LookOrder order, LookVisitor visitor) {
        this.of = of;
        this.order = order;
        this.visitor = visitor;
        this.clearings = of.ready().clearings();
    }

    @Override
    public void timeIsUp(long nowMillis) {
        of.host().inSlices(this);
    }

    /** Shows the next; false if there are no more, or it goes on by itself when something has happened. */
    @Override
    public boolean getAsBoolean() {
        if (ended) {
            return false; // what it waited for comes after the end of the virtual host
        }
        if (of.ready().clearings() != clearings) {
            return end();
        }
        if (next == numbers.length) {
            copies.clear();
            numbers = order.next(STEP);
            next = 0;
        }
        return numbers.length == 0 ? !order.isAtEnd() || end() : show();
    }

    private boolean end() {
        ended = true;
        visitor.end();
        return false;
    }

    private boolean show() {
        Glance glance = of.glance();
        while (next < numbers.length) {
            if (!visitor.mayGoOn()) {
                of.host().suspended(this);
                of.host().at(this, of.host().now() + PAUSE_MILLIS);
                return false;
            }
            Seen seen = glance.at(numbers[next]);
            if (seen != null && !isRead(seen, numbers[next])) {
                of.host().suspended(this);
                of.host().load(page(glance), this::loaded);
                return false;
            }
            long seq = numbers[next++];
            Message message = seen == null ? null : message(seen, seq);
            if (seen == null || message == null) {
                visitor.missed();
            } else if (!visitor.visit(looked(seq, message, seen.deliveries()))) {
                return end();
            }
        }
        return true;
    }

    /** Whether the message is in memory, or was read from where it is now. */
    private boolean isRead(Seen seen, long seq) {
        Copy copy = copies.get(seq);
        return !(seen.message() instanceof PackedMessage packed)
                || (copy != null && copy.location() == packed.location());
    }

    private @Nullable Message message(Seen seen, long seq) {
        if (seen.message() instanceof Message message) {
            return message;
        }
        Copy copy = copies.get(seq);
        return copy == null ? null : copy.message();
    }

    private LookedMessage looked(long seq, Message message, int deliveries) {
        return new LookedMessage(
                seq,
                message,
                deliveries != 0,
                deliveries & ~Entry.REDELIVERED,
                of.expiry().deadlineOf(message));
    }

    /** What is to be read next: all that the journal has, or all that was paged out. */
    private PageRequest page(Glance glance) {
        long[] seqs = new long[numbers.length - next];
        Map<Long, Long> locations = new HashMap<>();
        int count = 0;
        long octets = 0;
        boolean pagedOut = false;
        for (int i = next; i < numbers.length && octets < PAGE_OCTETS; i++) {
            Seen seen = glance.at(numbers[i]);
            if (seen == null || isRead(seen, numbers[i]) || !(seen.message() instanceof PackedMessage packed)) {
                continue;
            }
            pagedOut = count == 0 ? packed.location() != 0 : pagedOut;
            if (pagedOut == (packed.location() != 0)) {
                seqs[count++] = numbers[i];
                locations.put(numbers[i], packed.location());
                octets += packed.bodySize();
            }
        }
        long[] ascending = Arrays.copyOf(seqs, count);
        Arrays.sort(ascending);
        return new PageRequest(
                of.queueId(),
                ascending,
                pagedOut ? LongStream.of(ascending).map(locations::get).toArray() : null);
    }

    private void loaded(PageRequest request, List<@Nullable Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            copies.put(request.seqs()[i], new Copy(messages.get(i), request.location(i)));
        }
        of.host().inSlices(this);
    }
}
