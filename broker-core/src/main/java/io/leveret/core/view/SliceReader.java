package io.leveret.core.view;

import java.util.List;

/** Takes a listing part by part, on the core that it is of: who reads hands over and returns. */
@FunctionalInterface
public interface SliceReader<T> {
    /** The next part, which may be empty; after the {@code last} comes nothing more. */
    void slice(List<T> part, boolean last);
}
