package io.leveret.core.queue;

/** Stretches in the order of their sequence numbers, in a circular array. Owner: core. */
final class ReadyRing {
    private static final Stretch[] NONE = {};

    private Stretch[] slots = NONE;
    private int first;
    private int count;

    int count() {
        return count;
    }

    Stretch at(int index) {
        return slots[(first + index) & (slots.length - 1)];
    }

    /** The first stretch that reaches up to {@code seq}, or -1 if all are below it. */
    int indexFor(long seq) {
        if (count == 0 || at(count - 1).last() < seq) {
            return -1; // the usual case: a message that comes last
        }
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).last() < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == count ? -1 : low;
    }

    /** Where this very stretch stands, or -1 if it is not here. */
    int indexOf(Stretch stretch) {
        int index = stretch.count() == 0 ? -1 : indexFor(stretch.first());
        return index >= 0 && at(index) == stretch ? index : -1;
    }

    void set(int index, Stretch stretch) {
        slots[(first + index) & (slots.length - 1)] = stretch;
    }

    void insert(int index, Stretch stretch) {
        if (count == slots.length) {
            grow();
        }
        if (index < count / 2) {
            first = (first - 1) & (slots.length - 1);
            for (int i = 0; i < index; i++) {
                set(i, at(i + 1));
            }
        } else {
            for (int i = count; i > index; i--) {
                set(i, at(i - 1));
            }
        }
        count++;
        set(index, stretch);
    }

    @SuppressWarnings("NullAway") // a freed slot is not read before it is set again
    void remove(int index) {
        if (index < count / 2 || index == 0) {
            for (int i = index; i > 0; i--) {
                set(i, at(i - 1));
            }
            set(0, null);
            first = (first + 1) & (slots.length - 1);
        } else {
            for (int i = index; i < count - 1; i++) {
                set(i, at(i + 1));
            }
            set(count - 1, null);
        }
        count--;
    }

    private void grow() {
        Stretch[] larger = new Stretch[Math.max(1, slots.length * 2)];
        for (int i = 0; i < count; i++) {
            larger[i] = at(i);
        }
        slots = larger;
        first = 0;
    }
}
