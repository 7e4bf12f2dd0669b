/**
 * AMQP 0-9-1 on the wire: frames, methods, connections and channels, over Netty. It turns bytes into calls on
 * {@code io.leveret.core} and answers into bytes.
 */
@NullMarked
package io.leveret.amqp;

import org.jspecify.annotations.NullMarked;
