/**
 * Queues: ready messages, consumers in turn, deliveries. All state belongs to the core; a message enters by {@code enqueue}, leaves by
 * {@code deliver}, and ends by {@code settle} or comes back by {@code requeue}.
 */
@NullMarked
package io.leveret.core.queue;

import org.jspecify.annotations.NullMarked;
