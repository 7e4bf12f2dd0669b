package io.leveret.core.count;

/** How often what has happened, since whatever it is about came to be. Numbers only grow. Owner: core. */
@SuppressWarnings("EnumOrdinal") // the numbers' places in an array that never leaves this class
public final class Counts {
    private final long[] numbers;
    private boolean changed;

    public Counts() {
        this(new long[Count.kinds()]);
    }

    private Counts(long[] numbers) {
        this.numbers = numbers;
    }

    public void add(Count what) {
        numbers[what.ordinal()]++;
        changed = true;
    }

    public void add(Count what, long times) {
        numbers[what.ordinal()] += times;
        changed = true;
    }

    public long of(Count what) {
        return numbers[what.ordinal()];
    }

    /** All that reached a consumer or was taken by basic.get. */
    public long delivered() {
        return of(Count.DELIVER) + of(Count.DELIVER_NO_ACK) + of(Count.GET) + of(Count.GET_NO_ACK);
    }

    /** Adds what another counted. */
    public void addAll(Counts other) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += other.numbers[i];
        }
    }

    /** Whether anything was added since this was last asked. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** The same numbers, for whoever is not the core: they don't change any more. */
    public Counts copy() {
        return new Counts(numbers.clone());
    }
}
