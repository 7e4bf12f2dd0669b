package io.leveret.management.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.GetOk;
import io.leveret.core.channel.Outcome;
import io.leveret.core.message.Message;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.broker.VhostSession;
import io.leveret.management.http.Json;
import io.leveret.management.http.PayloadJson;
import io.leveret.management.http.PropertiesJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Gets messages of a queue one after the other, until there are enough or none is left, and then settles them together: should anything fail before, all are back in the queue.
 * Owner: management.
 */
final class Getting implements VhostSession.Listener {
    /** An answer with more payload than this comes to an end, though more messages were asked for. */
    static final long MOST_PAYLOAD = 8L << 20;

    /** What a message takes in memory beside its payload and properties, counted as payload: empty ones come to an end too. */
    private static final int COST_OF_ONE = 1_024;

    private static final long PATIENCE_MILLIS = 30_000;

    private final VhostSession session;
    private final Wanted wanted;
    private final ArrayNode messages = Json.array();
    private final Promise<ArrayNode> answer = Promise.promise();
    private long payload;

    /** What is asked for: of each payload at most {@code truncate} octets, as text if {@code mayBeText}. */
    record Wanted(String queue, int count, Outcome outcome, int truncate, boolean mayBeText) {}

    Getting(VhostCalls calls, VhostCalls.Caller caller, Wanted wanted) {
        this.wanted = wanted;
        this.session = calls.open(caller, this);
    }

    Future<ArrayNode> start(ManagementLoop loop) {
        Runnable patience = loop.after(
                PATIENCE_MILLIS,
                () -> answer.tryFail(Problem.busy("no answer within " + PATIENCE_MILLIS / 1000 + " s")));
        goOn();
        return answer.future().onComplete(done -> {
            patience.run();
            session.leave();
        });
    }

    @Override
    public void happened(ChannelEvent event) {
        if (event instanceof GetOk got) {
            add(got);
            goOn();
        } else if (event instanceof Settled) {
            answer.tryComplete(messages);
        } else { // the queue is empty
            settle();
        }
    }

    @Override
    public void failed(Problem why) {
        answer.tryFail(why);
    }

    private void goOn() {
        if (messages.size() < wanted.count() && payload < MOST_PAYLOAD) {
            session.submit((vhost, channel) -> vhost.get(channel, wanted.queue(), false));
        } else {
            settle();
        }
    }

    private void settle() {
        if (messages.isEmpty()) {
            answer.tryComplete(messages);
        } else {
            Settled.submit(session, 0, true, wanted.outcome());
        }
    }

    private void add(GetOk got) {
        Message message = got.message();
        ObjectNode json = messages.addObject()
                .put("payload_bytes", message.body().size())
                .put("redelivered", got.redelivered())
                .put("exchange", message.exchange())
                .put("routing_key", message.routingKey())
                .put("message_count", got.messageCount());
        ObjectNode properties = PropertiesJson.of(message.properties());
        json.set("properties", properties.isEmpty() ? Json.array() : properties); // as RabbitMQ shows none
        PayloadJson.put(json, message.body(), wanted.truncate(), wanted.mayBeText());
        payload += COST_OF_ONE + Math.min(message.body().size(), wanted.truncate()) + message.properties().length;
    }
}
