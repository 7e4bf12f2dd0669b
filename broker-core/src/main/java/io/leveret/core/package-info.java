/**
 * The broker model: virtual hosts, exchanges, bindings, queues and consumers, and the rules AMQP 0-9-1 sets between
 * them. It knows neither the network nor the disk; what it needs from outside is an interface here.
 */
@NullMarked
package io.leveret.core;

import org.jspecify.annotations.NullMarked;
