package io.leveret.management.http;

import io.vertx.core.Future;

/**
 * Answers requests to one method and path. The answer is a {@link Reply}, or what becomes the JSON of a 200; a failure is a
 * {@link io.leveret.management.broker.Problem}, thrown or in the future, or else a defect of ours. Called on management's thread, which it must not block.
 */
@FunctionalInterface
public interface Endpoint {
    Future<?> answer(Request request);
}
