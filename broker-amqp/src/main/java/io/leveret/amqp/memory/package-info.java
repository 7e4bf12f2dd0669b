/** Memory outside of the heap for messages that wait, in arenas of its own. */
@NullMarked
package io.leveret.amqp.memory;

import org.jspecify.annotations.NullMarked;
