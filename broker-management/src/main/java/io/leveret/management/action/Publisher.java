package io.leveret.management.action;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.Confirm;
import io.leveret.core.channel.Returned;
import io.leveret.core.error.AmqpException;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;

/** Publishes single messages and waits for their confirms. Owner: management. */
final class Publisher {
    private static final int OWN_DEFECT = 500;

    private final VhostCalls calls;

    Publisher(VhostCalls calls) {
        this.calls = calls;
    }

    /** A message that is to be published; its time begins when it is. */
    static Message message(String exchange, String routingKey, byte[] properties, byte[] payload) {
        byte[][] chunks = new byte[(payload.length + Body.CHUNK - 1) / Body.CHUNK][];
        for (int i = 0; i < chunks.length; i++) {
            int from = i * Body.CHUNK;
            chunks[i] = Arrays.copyOfRange(payload, from, Math.min(from + Body.CHUNK, payload.length));
        }
        return new Message(exchange, routingKey, properties, Body.of(chunks), 0);
    }

    /** Whether a queue took the message; it is on disk then, if it is to be. Fails with a {@link Problem}, as RabbitMQ does with 400 whatever the cause. */
    Future<Boolean> publish(VhostCalls.Caller caller, Message content) {
        return calls.run(
                        caller,
                        List.of((vhost, channel) -> vhost.confirmSelect(channel), (vhost, channel) -> {
                            Message message = content.republished(
                                    content.exchange(), content.routingKey(), content.properties(), vhost.now());
                            vhost.publish(channel, message, true, false);
                        }),
                        (events, done) -> {
                            if (events.get(events.size() - 1) instanceof Confirm) {
                                done.run();
                            }
                        })
                .map(Publisher::isRouted)
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    private static boolean isRouted(List<ChannelEvent> events) {
        if (events.stream().anyMatch(event -> event instanceof Confirm confirm && !confirm.ack())) {
            throw Problem.badRequest("rejected Unable to publish message. Check queue limits.");
        }
        return events.stream().noneMatch(event -> event instanceof Returned);
    }

    private static Throwable refusal(Throwable failure) {
        return failure instanceof Problem problem
                        && problem.status() != OWN_DEFECT
                        && problem.getCause() instanceof AmqpException refused
                ? Problem.badRequest(refused.replyCode().code() + " " + refused.replyText())
                : failure;
    }
}
