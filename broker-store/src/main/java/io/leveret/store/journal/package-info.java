/** The running journal: ports of the cores, writer, syncer, recycler and reader, each with its own state. */
@NullMarked
package io.leveret.store.journal;

import org.jspecify.annotations.NullMarked;
