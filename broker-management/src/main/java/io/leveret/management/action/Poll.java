package io.leveret.management.action;

import io.leveret.core.ConsumeRequest;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ConsumerCancelled;
import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.GetEmpty;
import io.leveret.core.channel.GetOk;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.broker.VhostSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/**
 * One request for a queue's next message. While it waits it is a consumer of that queue with room for one message, and no longer when it has it: the message is unacked in a session
 * that lives on. Owner: management.
 */
final class Poll implements VhostSession.Listener {
    private static final String CONSUMER = "next";
    private static final long PATIENCE_MILLIS = 30_000;

    private final VhostSession session;
    private final Promise<Optional<Arrival>> answer = Promise.promise();

    /** A message that came, unacked in its session. */
    record Arrival(VhostSession session, long deliveryTag, boolean redelivered, Message message) {}

    Poll(VhostCalls calls, VhostCalls.Caller caller) {
        session = calls.open(caller, this);
    }

    /** Asks for a message of the queue. The answer is empty if none came in time; fails with a {@link Problem}. */
    Future<Optional<Arrival>> start(ManagementLoop loop, String queue, long waitMillis) {
        Runnable patience;
        if (waitMillis == 0) {
            session.submit((vhost, channel) -> vhost.get(channel, queue, false));
            patience = loop.after(PATIENCE_MILLIS, this::giveUp); // its head may have to come from the disk
        } else {
            ConsumeRequest consumer = new ConsumeRequest(queue, CONSUMER, false, false, FieldTable.EMPTY);
            session.submit(List.of(
                    (vhost, channel) -> vhost.qos(channel, 0, 1, false),
                    (vhost, channel) -> vhost.consume(channel, consumer)));
            patience = loop.after(waitMillis, this::giveUp);
        }
        return answer.future().onComplete(done -> patience.run());
    }

    /** Nobody waits any more: what is on its way goes back. What has come stays. */
    void giveUp() {
        if (answer.tryComplete(Optional.empty())) {
            session.leave();
        }
    }

    @Override
    public void happened(ChannelEvent event) {
        if (event instanceof Deliver came) {
            session.submit((vhost, channel) -> vhost.cancel(channel, CONSUMER));
            answer.tryComplete(
                    Optional.of(new Arrival(session, came.deliveryTag(), came.redelivered(), came.message())));
        } else if (event instanceof GetOk got) {
            answer.tryComplete(Optional.of(new Arrival(session, got.deliveryTag(), got.redelivered(), got.message())));
        } else if (event instanceof GetEmpty) {
            giveUp();
        } else if (event instanceof ConsumerCancelled) {
            session.leave();
            failed(Problem.notFound()); // the queue is deleted
        }
    }

    @Override
    public void failed(Problem why) {
        answer.tryFail(why);
    }
}
