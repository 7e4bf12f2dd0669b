/**
 * HTTP beside AMQP: RabbitMQ's management API, metrics and the web page, on a thread of its own. It knows the core alone and reaches it as everybody does: it
 * reads in slices ({@link io.leveret.core.CoreReader}), it changes through the node and through sessions in the name of a user.
 */
@NullMarked
package io.leveret.management;

import org.jspecify.annotations.NullMarked;
