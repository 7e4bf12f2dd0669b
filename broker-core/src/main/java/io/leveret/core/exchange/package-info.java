/**
 * Exchanges, their bindings by index, and the walk of a message along them. All state belongs to the core.
 */
@NullMarked
package io.leveret.core.exchange;

import org.jspecify.annotations.NullMarked;
