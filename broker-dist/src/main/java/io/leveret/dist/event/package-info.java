/** Publishes what happens in the broker, and what it logs, to the exchanges that RabbitMQ has for that, in the default virtual host. */
@NullMarked
package io.leveret.dist.event;

import org.jspecify.annotations.NullMarked;
