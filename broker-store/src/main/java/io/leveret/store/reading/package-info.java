/** Reads messages back from where they lie. */
@NullMarked
package io.leveret.store.reading;

import org.jspecify.annotations.NullMarked;
