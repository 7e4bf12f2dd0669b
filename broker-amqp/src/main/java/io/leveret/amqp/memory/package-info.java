/** Memory outside of the heap, out of the pool that the transport has its buffers from. */
@NullMarked
package io.leveret.amqp.memory;

import org.jspecify.annotations.NullMarked;
