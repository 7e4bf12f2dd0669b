/**
 * What the broker tells of itself beside the protocol: events, as RabbitMQ's event exchange names them, and the audit of who changed what. The core and
 * the node call the listeners on their own threads; a listener hands over at once.
 */
@NullMarked
package io.leveret.core.event;

import org.jspecify.annotations.NullMarked;
