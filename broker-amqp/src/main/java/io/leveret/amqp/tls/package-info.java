/** TLS as AMQP's listeners use it: what is agreed on for each connection, who a certificate stands for, and how failures are told. */
@NullMarked
package io.leveret.amqp.tls;

import org.jspecify.annotations.NullMarked;
