/** The octets of the journal: batches, their records and entries. Stateless but for the writer's buffers. */
@NullMarked
package io.leveret.store.batch;

import org.jspecify.annotations.NullMarked;
