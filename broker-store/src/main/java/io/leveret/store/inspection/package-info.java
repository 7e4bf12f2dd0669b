/**
 * Looks at a data directory that no node uses, without changing it: {@link io.leveret.store.inspection.Verification} checks every checksum and counts what is in
 * the queues, {@link io.leveret.store.inspection.Dump} tells every record. Both walk over the journal with {@link io.leveret.store.inspection.JournalWalk}, which
 * goes on behind what is damaged. One thread owns all of it.
 */
@NullMarked
package io.leveret.store.inspection;

import org.jspecify.annotations.NullMarked;
