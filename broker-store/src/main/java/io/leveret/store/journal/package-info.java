/**
 * The running journal: writer, syncer, recycler and reader, each with its own state and its own thread, or turned by hand in tests.
 *
 * <p>{@code JournalWriter} writes what the ports handed over, {@code JournalSyncer} forces and announces it, {@code Recycler} makes files
 * without anything live ready for another use, {@code MessageReader} brings messages back.
 */
@NullMarked
package io.leveret.store.journal;

import org.jspecify.annotations.NullMarked;
