/**
 * Channels on the wire: methods and contents become commands for the core, its events become frames. A publish passes
 * {@link io.leveret.amqp.channel.AmqpChannel}, {@code Publishing} and {@link io.leveret.amqp.channel.Inbox}; a delivery passes
 * {@link io.leveret.amqp.channel.Outbound}. All state belongs to the connection's I/O loop.
 */
@NullMarked
package io.leveret.amqp.channel;

import org.jspecify.annotations.NullMarked;
