/**
 * The methods of AMQP 0-9-1, one file for each class of the specification, with RabbitMQ's extensions: records that write their own
 * arguments. {@link io.leveret.amqp.method.MethodReader} makes them from octets, {@link io.leveret.amqp.method.MethodWriter} makes whole
 * frames of them, and of deliveries and contents without any method object between.
 */
@NullMarked
package io.leveret.amqp.method;

import org.jspecify.annotations.NullMarked;
