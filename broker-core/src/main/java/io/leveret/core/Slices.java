package io.leveret.core;

import io.leveret.core.view.SliceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells of many objects, some of them in each turn. What is gone when its time comes is left out. Owner: core. */
final class Slices<S, T> implements BooleanSupplier {
    /** So many take a core some ten microseconds. */
    private static final int SLICE = 128;

    private final List<? extends S> sources;
    private final Function<S, @Nullable T> view;
    private final SliceReader<T> reader;
    private int next;

    /** {@code view} gives null for what is gone, or of no interest. */
    Slices(List<? extends S> sources, Function<S, @Nullable T> view, SliceReader<T> reader) {
        this.sources = sources;
        this.view = view;
        this.reader = reader;
    }

    /** Tells of the next; false if those were the last. */
    @Override
    public boolean getAsBoolean() {
        int end = Math.min(next + SLICE, sources.size());
        List<T> part = new ArrayList<>(end - next);
        for (; next < end; next++) {
            T seen = view.apply(sources.get(next));
            if (seen != null) {
                part.add(seen);
            }
        }
        boolean last = end == sources.size();
        reader.slice(part, last);
        return !last;
    }
}
