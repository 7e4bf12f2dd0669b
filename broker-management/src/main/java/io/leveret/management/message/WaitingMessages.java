package io.leveret.management.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.CoreControl;
import io.leveret.core.CoreReader;
import io.leveret.core.MessagesAnswer;
import io.leveret.core.MessagesHandled;
import io.leveret.core.access.Rights;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.node.Node;
import io.leveret.core.view.BrowsedMessage;
import io.leveret.core.view.BrowsedMessages;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.PayloadJson;
import io.leveret.management.http.PropertiesJson;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /api/leveret/queues/…/messages} and {@code /api/leveret/delayed}. Owner: management. */
public final class WaitingMessages {
    private static final int USUAL_COUNT = 50;
    private static final int MOST_COUNT = 500;
    private static final int USUAL_PAYLOAD = 4_096;
    private static final int MOST_CHOSEN = 10_000;

    /** Looks under way: each may hold some MiB of messages. */
    private static final int MOST_LOOKS = 4;

    private static final String DEFAULT_EXCHANGE = "amq.default";
    private static final String MESSAGES = "/api/leveret/queues/{vhost}/{queue}/messages";
    private static final String DELAYED = "/api/leveret/delayed/{vhost}/{exchange}";

    private final ManagementLoop loop;
    private final Node node;
    private int looks;

    public WaitingMessages(ManagementLoop loop, Node node) {
        this.loop = loop;
        this.node = node;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(MESSAGES, Access.MANAGEMENT, this::browse),
                Route.post(MESSAGES + "/delete", Access.MANAGEMENT, this::delete),
                Route.post(MESSAGES + "/move", Access.MANAGEMENT, this::move),
                Route.get(DELAYED, Access.MANAGEMENT, this::delayed),
                Route.delete(DELAYED + "/{seq}", Access.MANAGEMENT, this::cancel));
    }

    /** Who looks, deletes or moves needs the rights of who would get and publish; who cancels, those of who publishes. */
    private static void check(Request request, io.leveret.core.access.Access access, String kind, String name) {
        String vhost = request.caller().vhost();
        Rights rights = request.login().user().rightsIn(vhost);
        if (rights == null || !rights.permissions().allows(access, name)) {
            throw Problem.notAuthorised("ACCESS_REFUSED - " + access.word() + " access to " + kind + " '" + name
                    + "' in vhost '" + vhost + "' refused for user '"
                    + request.login().user().name() + "'");
        }
    }

    private static String readableQueue(Request request) {
        String queue = request.path("queue");
        check(request, io.leveret.core.access.Access.READ, "queue", queue);
        return queue;
    }

    private static String readableExchange(Request request) {
        String exchange = request.path("exchange");
        check(request, io.leveret.core.access.Access.READ, "exchange", exchange);
        return exchange;
    }

    private Future<ObjectNode> browse(Request request) {
        CoreReader reader = request.visibleVhost();
        String queue = readableQueue(request);
        long from = request.number("from", 0, 0, Integer.MAX_VALUE);
        int count = count(request);
        return look(answer -> reader.browse(queue, from, count, answer))
                .map(found -> json(request, from, found, "expires_at"));
    }

    private Future<@Nullable BrowsedMessages> look(Consumer<Consumer<@Nullable BrowsedMessages>> question) {
        if (looks >= MOST_LOOKS) {
            throw Problem.busy("others are just looking at messages, try again later");
        }
        looks++;
        return loop.ask(question).onComplete(done -> looks--);
    }

    private Future<ObjectNode> delayed(Request request) {
        CoreReader reader = request.visibleVhost();
        String exchange = readableExchange(request);
        int from = (int) request.number("from", 0, 0, Integer.MAX_VALUE);
        int count = count(request);
        return look(answer -> reader.browseDelayed(exchange, from, count, answer))
                .map(found -> json(request, from, found, "due_at"));
    }

    private static int count(Request request) {
        return (int) request.number("count", USUAL_COUNT, 1, MOST_COUNT);
    }

    private static ObjectNode json(Request request, long from, @Nullable BrowsedMessages found, String deadline) {
        if (found == null) {
            throw Problem.notFound();
        }
        int truncate = (int) request.number("truncate", USUAL_PAYLOAD, 0, Integer.MAX_VALUE);
        ObjectNode answer = Json.object().put("total", found.total()).put("from", from);
        ArrayNode items = answer.putArray("items");
        found.messages().forEach(one -> item(items.addObject(), one, truncate, deadline));
        return answer.put("cut_short", found.cutShort());
    }

    private static void item(ObjectNode json, BrowsedMessage one, int truncate, String deadline) {
        Message message = one.message();
        json.put("position", one.position());
        json.put("seq", one.seq());
        json.put("redelivered", one.redelivered());
        json.put("delivery_count", one.deliveryCount());
        json.put("exchange", message.exchange());
        json.put("routing_key", message.routingKey());
        json.set("properties", PropertiesJson.of(message.properties()));
        json.put("payload_bytes", message.body().size());
        PayloadJson.put(json, message.body(), truncate, true);
        json.put("truncated", message.body().size() > truncate);
        json.put("published_at", one.publishedAtMillis());
        if (one.deadlineMillis() == MessageRef.NO_DEADLINE) {
            json.putNull(deadline);
        } else {
            json.put(deadline, one.deadlineMillis());
        }
    }

    private static long[] chosen(Fields body) {
        if (!body.json("seqs").isArray() || body.json("seqs").size() > MOST_CHOSEN) {
            throw Problem.badRequest("seqs is an array of at most " + MOST_CHOSEN + " numbers of messages");
        }
        long[] seqs = new long[body.json("seqs").size()];
        for (int i = 0; i < seqs.length; i++) {
            if (!body.json("seqs").path(i).canConvertToLong()) {
                throw Problem.badRequest(
                        "seqs has numbers of messages, not " + body.json("seqs").path(i));
            }
            seqs[i] = body.json("seqs").path(i).longValue();
        }
        return seqs;
    }

    private Future<ObjectNode> delete(Request request) {
        String queue = readableQueue(request);
        long[] seqs = chosen(Fields.of(request, "seqs"));
        return handled(request, (core, answer) -> core.deleteMessages(queue, seqs, answer))
                .map(handled -> Json.object().put("deleted", handled.count()));
    }

    private Future<ObjectNode> move(Request request) {
        String queue = readableQueue(request);
        check(request, io.leveret.core.access.Access.WRITE, "exchange", DEFAULT_EXCHANGE);
        Fields body = Fields.of(request, "destination");
        String destination = body.text("destination");
        if (body.truth("all", false)) {
            return handled(request, (core, answer) -> core.moveAllMessages(queue, destination, answer))
                    .map(WaitingMessages::moved);
        }
        long[] seqs = chosen(body);
        return handled(request, (core, answer) -> core.moveMessages(queue, seqs, destination, answer))
                .map(WaitingMessages::moved);
    }

    /** That it ended early is told with how many were moved until then. */
    private static ObjectNode moved(MessagesHandled handled) {
        ObjectNode json = Json.object().put("moved", handled.count());
        return switch (handled.end()) {
            case COMPLETE -> json;
            case DESTINATION_FULL -> json.put("stopped", "the destination takes no more messages");
            case DESTINATION_GONE -> json.put("stopped", "the destination was deleted meanwhile");
            case QUEUE_GONE -> json.put("stopped", "the queue was deleted meanwhile");
            case FAILED -> throw Problem.internal();
        };
    }

    private Future<MessagesHandled> handled(Request request, BiConsumer<CoreControl, MessagesAnswer> change) {
        HandledAnswer answer = new HandledAnswer(loop, request.actor());
        node.inVhost(request.path("vhost"), answer, core -> change.accept(core, answer));
        return answer.future();
    }

    private Future<Reply> cancel(Request request) {
        String exchange = request.path("exchange");
        check(request, io.leveret.core.access.Access.WRITE, "exchange", exchange); // it ends what others would get
        long seq;
        try {
            seq = Long.parseLong(request.path("seq"));
        } catch (NumberFormatException e) {
            throw Problem.notFound();
        }
        return loop.change(
                        request.actor(),
                        answer -> node.inVhost(
                                request.path("vhost"), answer, core -> core.cancelDelayed(exchange, seq, answer)))
                .map(done -> Reply.noContent());
    }
}
