/**
 * Octets into frames: the protocol header, then frame after frame, parsed in the buffer they were read into and handed to one
 * {@link io.leveret.amqp.frame.FrameSink}. Sizes and end octets are checked here; methods and contents mean nothing here. All state
 * belongs to the connection's I/O loop.
 */
@NullMarked
package io.leveret.amqp.frame;

import org.jspecify.annotations.NullMarked;
