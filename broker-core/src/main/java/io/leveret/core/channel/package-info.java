/**
 * Channels and sessions as the model sees them: unacked deliveries, prefetch, confirms, transactions, and what a connection is told. All state belongs to the core;
 * a turn's events leave as one {@link io.leveret.core.channel.EventBatch} for the I/O loop.
 */
@NullMarked
package io.leveret.core.channel;

import org.jspecify.annotations.NullMarked;
