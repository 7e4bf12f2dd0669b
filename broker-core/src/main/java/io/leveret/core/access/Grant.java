package io.leveret.core.access;

import org.jspecify.annotations.Nullable;

/**
 * What somebody may do whom the node keeps no account of: a directory or a token says it. Immutable: what changes outside counts from the next login on. Asked on
 * any thread.
 */
public interface Grant {
    /** Never ends. */
    long FOR_EVER = Long.MAX_VALUE;

    /** The rights in this virtual host, or null if it may not be entered. */
    @Nullable
    Rights rightsIn(String vhost);

    /** The moment from which on it counts no more, in milliseconds since 1970. */
    default long endsAtMillis() {
        return FOR_EVER;
    }
}
