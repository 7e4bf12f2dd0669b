package io.leveret.core.queue;

import java.util.Arrays;

/** Messages that somebody has named. Owner: core. */
final class ChosenNumbers implements LookOrder {
    private final long[] numbers;
    private int next;

    ChosenNumbers(long[] numbers) {
        this.numbers = numbers;
    }

    @Override
    public long[] next(int most) {
        int from = next;
        next = Math.min(numbers.length, from + most);
        return Arrays.copyOfRange(numbers, from, next);
    }

    @Override
    public boolean isAtEnd() {
        return next == numbers.length;
    }
}
