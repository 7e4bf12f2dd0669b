/** Files of messages that left the journal: how they are written and read. */
@NullMarked
package io.leveret.store.cold;

import org.jspecify.annotations.NullMarked;
