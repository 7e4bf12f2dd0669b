/**
 * What happened to messages, counted: every queue, exchange and channel has its {@link io.leveret.core.count.Counts}. The core adds to them as it goes,
 * who wants to know gets copies.
 */
@NullMarked
package io.leveret.core.count;

import org.jspecify.annotations.NullMarked;
