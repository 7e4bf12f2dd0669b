/** Reads the journal at a start: where it ends, what is in force, what is live. */
@NullMarked
package io.leveret.store.recovery;

import org.jspecify.annotations.NullMarked;
