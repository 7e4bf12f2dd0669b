/**
 * What the core asks of the store: to make records durable, to bring messages back, to replay what happened. The records are immutable.
 */
@NullMarked
package io.leveret.core.journal;

import org.jspecify.annotations.NullMarked;
