/** Moves what is live out of the oldest journal files, so that they can be used again, and joins cold files that are mostly dead. */
@NullMarked
package io.leveret.store.eviction;

import org.jspecify.annotations.NullMarked;
