package io.leveret.ctl.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.Moments;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looking at messages that wait, and moving or deleting single ones: what only Leveret has. */
public final class BrowseCommands {
    private static final String QUEUE = "QUEUE";
    private static final String EXCHANGE = "EXCHANGE";
    private static final String DESTINATION = "DESTINATION";
    private static final String SEQ = "SEQ";
    private static final String SEQS = "seqs";
    private static final String FROM = "--from";
    private static final String COUNT = "--count";
    private static final String TRUNCATE = "--truncate";
    private static final String ALL = "--all";
    private static final String NUMBERS = "Numbers of messages: column seq of browse.";
    private static final long DEFAULT_COUNT = 50;
    private static final long DEFAULT_TRUNCATE = 4096;
    private static final long ANSWER = 500;

    private static final Columns MESSAGES = Columns.of(
            Column.of("position"),
            Column.of("seq"),
            Column.of("redelivered"),
            Column.of("exchange"),
            Column.of("routing_key"),
            Moments.column("published_at"),
            Moments.column("expires_at"),
            Column.of("properties"),
            Column.of("payload_bytes"),
            Column.of("payload_encoding"),
            Column.of("payload"));
    private static final Columns DELAYED = Columns.of(
            Column.of("seq"),
            Moments.column("due_at"),
            Column.of("routing_key"),
            Column.of("properties"),
            Column.of("payload_bytes"),
            Column.of("payload_encoding"),
            Column.of("payload"));

    private BrowseCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Messages that wait",
                range(Command.named("browse", "Shows ready messages of a queue; they stay as they are.")
                                .argument(QUEUE, "The queue, in the virtual host of -p."))
                        .does(BrowseCommands::browse),
                Command.named("delete_messages", "Deletes single ready messages of a queue.")
                        .argument(QUEUE, "The queue, in the virtual host of -p.")
                        .arguments(SEQ, NUMBERS)
                        .does(BrowseCommands::delete),
                Command.named("move_messages", "Moves ready messages to another queue; none is lost or doubled.")
                        .argument(QUEUE, "The queue, in the virtual host of -p.")
                        .argument(DESTINATION, "The queue that gets them.")
                        .optionalArguments(SEQ, NUMBERS)
                        .flag(ALL, "All that are ready now.")
                        .does(BrowseCommands::move),
                range(Command.named("list_delayed", "Shows what an x-delayed-message exchange holds back.")
                                .argument(EXCHANGE, "The exchange, in the virtual host of -p."))
                        .does(BrowseCommands::listDelayed),
                Command.named("cancel_delayed", "Deletes single messages that such an exchange holds back.")
                        .argument(EXCHANGE, "The exchange, in the virtual host of -p.")
                        .arguments(SEQ, "Numbers of messages: column seq of list_delayed.")
                        .does(BrowseCommands::cancelDelayed));
    }

    private static Command.Builder range(Command.Builder command) {
        return command.option(FROM, "POSITION", "The first to show; 0 is the next to be delivered.")
                .option(COUNT, "NUMBER", "How many to show; 50 unless given.")
                .option(TRUNCATE, "OCTETS", "How much of each payload to show; 4096 unless given.");
    }

    private static void browse(Call call) {
        ApiPath path = messages(call);
        MESSAGES.print(call.output(), row -> read(call, path, row));
    }

    private static void listDelayed(Call call) {
        ApiPath path = delayed(call);
        DELAYED.print(call.output(), row -> read(call, path, row));
    }

    /** The broker gives no more than {@link #ANSWER} at once. */
    private static void read(Call call, ApiPath path, Consumer<JsonNode> row) {
        long from = call.number(FROM, 0);
        long left = call.number(COUNT, DEFAULT_COUNT);
        long truncate = call.number(TRUNCATE, DEFAULT_TRUNCATE);
        while (left > 0) {
            JsonNode items = call.api()
                    .get(path.with("from", from)
                            .with("count", Math.min(left, ANSWER))
                            .with("truncate", truncate))
                    .path("items");
            items.forEach(row);
            from += items.size();
            left = items.isEmpty() ? 0 : left - items.size();
        }
    }

    private static void delete(Call call) {
        ObjectNode request = Json.object().set(SEQS, numbers(call));
        JsonNode answer = call.api().post(messages(call, "delete"), request);
        call.output().result("Deleted " + answer.path("deleted").asText() + " messages");
    }

    private static void move(Call call) {
        ObjectNode request = Json.object().put("destination", call.argument(DESTINATION));
        ArrayNode numbers = numbers(call);
        if (call.has(ALL) != numbers.isEmpty()) {
            throw CommandException.usage("give either the numbers of messages or --all");
        }
        if (call.has(ALL)) {
            request.put("all", true);
        } else {
            request.set(SEQS, numbers);
        }
        JsonNode answer = call.api().postLong(messages(call, "move"), request);
        call.output().result("Moved " + answer.path("moved").asText() + " messages");
    }

    private static void cancelDelayed(Call call) {
        String exchange = call.argument(EXCHANGE);
        for (JsonNode seq : numbers(call)) {
            Subject subject = Subject.in(call.vhost(), "delayed message " + seq + " of exchange", exchange);
            call.api().delete(ApiPath.of(subject, "leveret", "delayed", call.vhost(), exchange, seq.asText()));
        }
        call.output().done("cancelled: " + String.join(", ", call.all(SEQ)));
    }

    private static ArrayNode numbers(Call call) {
        ArrayNode numbers = Json.object().arrayNode();
        for (String text : call.all(SEQ)) {
            try {
                numbers.add(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw CommandException.usage("the number of a message is a number, not '" + text + "'");
            }
        }
        return numbers;
    }

    private static ApiPath messages(Call call, String... further) {
        String queue = call.argument(QUEUE);
        List<String> segments = new ArrayList<>(List.of("leveret", "queues", call.vhost(), queue, "messages"));
        segments.addAll(List.of(further));
        return ApiPath.of(Subject.in(call.vhost(), "queue", queue), segments.toArray(String[]::new));
    }

    private static ApiPath delayed(Call call) {
        String exchange = call.argument(EXCHANGE);
        return ApiPath.of(
                Subject.in(call.vhost(), "delayed exchange", exchange), "leveret", "delayed", call.vhost(), exchange);
    }
}
