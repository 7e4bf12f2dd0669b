/**
 * Copies the data directory of a running broker so that a start with the copy brings back one moment of the run. The writer says between two batches which files belong to that
 * moment and how far ({@link io.leveret.store.backup.BackupPoint}); a thread of its own copies them, and until it is done no file of the moment is recycled or deleted.
 */
@NullMarked
package io.leveret.store.backup;

import org.jspecify.annotations.NullMarked;
