/** The way of a record from a core to the writer: ports, the bounded hand-over, and the gathering of what goes into one batch. */
@NullMarked
package io.leveret.store.intake;

import org.jspecify.annotations.NullMarked;
