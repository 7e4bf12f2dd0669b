package io.leveret.core.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Counts the heap that the exchanges of a virtual host hold with what they remember of messages. What is above the limit is no reason to refuse anything:
 * an exchange that holds more than an equal part forgets its oldest, the one that stores before all others. Owner: core.
 */
final class ExchangeMemory {
    private final LongSupplier limit;

    /** Those that hold something, in any order. */
    private final List<Part> parts = new ArrayList<>();

    private int next; // where the search for one that holds too much goes on
    private long held;

    /** {@code limit} in octets; it may change. */
    ExchangeMemory(LongSupplier limit) {
        this.limit = limit;
    }

    /** For one exchange that remembers; {@code forgetOldest} is called while it holds something, and must release something. */
    Part part(Runnable forgetOldest) {
        return new Part(forgetOldest);
    }

    private void forget(Part storing) {
        while (held > limit.getAsLong()) {
            long fair = limit.getAsLong() / parts.size();
            Part victim = storing.octets > fair ? storing : largerThan(fair);
            victim.forgetOldest.run();
        }
    }

    /** There is one, as all together hold too much. It is asked until it holds no more than the others, so that there is little to search. */
    private Part largerThan(long fair) {
        for (int looked = 0; looked < parts.size(); looked++) {
            next = next < parts.size() ? next : 0;
            if (parts.get(next).octets > fair) {
                return parts.get(next);
            }
            next++;
        }
        throw new IllegalStateException("exchanges hold " + held + " octets, but none of them more than " + fair);
    }

    /** What one exchange holds. Owner: core. */
    final class Part {
        private final Runnable forgetOldest;
        private long octets;
        private int index;

        private Part(Runnable forgetOldest) {
            this.forgetOldest = forgetOldest;
        }

        void hold(long more) {
            if (octets == 0) {
                index = parts.size();
                parts.add(this);
            }
            octets += more;
            held += more;
            forget(this);
        }

        void release(long less) {
            octets -= less;
            held -= less;
            if (octets == 0) {
                Part last = parts.remove(parts.size() - 1);
                if (last != this) {
                    parts.set(index, last);
                    last.index = index;
                }
            }
        }
    }
}
