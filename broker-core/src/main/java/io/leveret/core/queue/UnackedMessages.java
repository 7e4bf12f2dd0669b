package io.leveret.core.queue;

import io.leveret.core.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * What channels hold unacked of a queue: how much it is, and since when the oldest is out. For that the moments of which a delivery is out are in a list,
 * in their order: a delivery costs the list a step however it is settled, and who looks sees the first. Owner: core.
 */
final class UnackedMessages {
    private int count;
    private long bytes;

    private @Nullable UnackedMoment first;
    /** Stays when none of its deliveries is out any more, and is the next moment then. */
    private @Nullable UnackedMoment last;

    int count() {
        return count;
    }

    /** Octets of their bodies. */
    long bytes() {
        return bytes;
    }

    void add(Message message) {
        count++;
        bytes += message.bodySize();
    }

    void remove(Message message) {
        count--;
        bytes -= message.bodySize();
    }

    /** A delivery goes out now. */
    UnackedMoment delivered(Queue queue, long nowMillis) {
        UnackedMoment moment = last;
        if (moment == null || (moment.deliveries > 0 && moment.sinceMillis != nowMillis)) {
            moment = append(new UnackedMoment(queue, this));
        }
        moment.sinceMillis = nowMillis;
        moment.deliveries++;
        return moment;
    }

    private UnackedMoment append(UnackedMoment moment) {
        UnackedMoment before = last;
        if (before == null) {
            first = moment;
        } else {
            before.next = moment;
            moment.previous = before;
        }
        last = moment;
        return moment;
    }

    /** None of the moment's deliveries is out any more. */
    void ended(UnackedMoment moment) {
        UnackedMoment after = moment.next;
        if (after == null) {
            return;
        }
        UnackedMoment before = moment.previous;
        after.previous = before;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        moment.previous = null; // what is old keeps nothing young
        moment.next = null;
    }

    /** When the oldest of the deliveries that are out was made, in milliseconds since 1970; 0 = none is. */
    long sinceMillis() {
        return first == null || first.deliveries == 0 ? 0 : first.sinceMillis;
    }
}
