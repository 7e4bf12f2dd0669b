/** What is in virtual hosts, for looking at: queues, exchanges, bindings, connections, channels, consumers, as RabbitMQ's API shows them. */
@NullMarked
package io.leveret.management.object;

import org.jspecify.annotations.NullMarked;
