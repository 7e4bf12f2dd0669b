/**
 * Keeps messages and definitions across a restart. It implements the storage interfaces of {@code io.leveret.core}.
 *
 * <p>A record crosses: {@code journal.JournalPort} (core) → {@code journal.Gather} and {@code batch.BatchEncoder}
 * (writer) → {@code journal.JournalSyncer} (force, announce). {@code ledger} knows what is in force and what is live,
 * {@code recovery} builds it again at a start, {@code disk} is the only door to the file system. The format of the files
 * is described in {@code docs/store-format.md}.
 */
@NullMarked
package io.leveret.store;

import org.jspecify.annotations.NullMarked;
