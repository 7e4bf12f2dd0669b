/** What is in force and what is live: definitions, queues' marks, journal files. Owned by the journal's writer; recovery builds it. */
@NullMarked
package io.leveret.store.ledger;

import org.jspecify.annotations.NullMarked;
