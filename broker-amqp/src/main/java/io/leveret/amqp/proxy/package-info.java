/**
 * The PROXY protocol: which peers are believed when they tell, before all else, for whom they have connected. The networks are immutable; a decoder belongs to the
 * I/O loop of its connection and leaves it with the header. What was told goes to {@code amqp.connection}, which knows the peer.
 */
@NullMarked
package io.leveret.amqp.proxy;

import org.jspecify.annotations.NullMarked;
