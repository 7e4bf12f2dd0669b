package io.leveret.ctl.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.KeyValues;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Publishing and getting single messages, as rabbitmqadmin does. */
public final class PublishCommands {
    private static final String KEY_VALUE = "KEY=VALUE";
    private static final String DEFAULT_EXCHANGE = "amq.default";
    private static final String PAYLOAD = "payload";
    private static final String PAYLOAD_ENCODING = "payload_encoding";
    private static final String PAYLOAD_FILE = "payload_file";
    private static final String BASE64 = "base64";
    private static final String STANDARD_INPUT = "-";
    private static final List<String> PUBLISH =
            List.of("routing_key", "exchange", PAYLOAD, PAYLOAD_ENCODING, "properties");
    private static final List<String> GET = List.of("queue", "count", "ackmode", "encoding", "truncate", PAYLOAD_FILE);
    private static final Columns COLUMNS = Columns.of(
            "routing_key",
            "exchange",
            "message_count",
            PAYLOAD,
            "payload_bytes",
            PAYLOAD_ENCODING,
            "properties",
            "redelivered");

    private PublishCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Messages, as with rabbitmqadmin",
                Command.named("publish", "Publishes a message and waits for its confirm.")
                        .arguments(
                                KEY_VALUE,
                                "routing_key=KEY (must be given), exchange=NAME, payload=TEXT (else standard input),"
                                        + " payload_encoding=string or base64, properties=JSON.")
                        .does(PublishCommands::publish),
                Command.named("get", "Takes messages from a queue and shows them.")
                        .arguments(
                                KEY_VALUE,
                                "queue=NAME (must be given), count=NUMBER (1), ackmode=ack_requeue_true (so unless given),"
                                        + " ack_requeue_false, reject_requeue_true or reject_requeue_false,"
                                        + " encoding=auto or base64, truncate=OCTETS, payload_file=FILE for the payload"
                                        + " of a single message.")
                        .does(PublishCommands::get));
    }

    private static void publish(Call call) {
        KeyValues given = KeyValues.parse(call.all(KEY_VALUE), PUBLISH);
        String exchange = given.orElse("exchange", DEFAULT_EXCHANGE);
        String name = exchange.isEmpty() ? DEFAULT_EXCHANGE : exchange;
        ObjectNode message = Json.object().put("routing_key", given.required("routing_key"));
        message.set("properties", Json.parseObject("properties", given.orElse("properties", "{}")));
        if (given.find(PAYLOAD).isPresent()) {
            message.put(PAYLOAD, given.required(PAYLOAD))
                    .put(PAYLOAD_ENCODING, given.orElse(PAYLOAD_ENCODING, "string"));
        } else {
            putPayload(call.input().read(STANDARD_INPUT), given, message);
        }
        ApiPath path =
                ApiPath.of(Subject.in(call.vhost(), "exchange", name), "exchanges", call.vhost(), name, "publish");
        boolean routed = call.api().post(path, message).path("routed").asBoolean();
        call.output().result(routed ? "Message published" : "Message published but NOT routed");
    }

    /** As text if it is text, unless its encoding is given. */
    private static void putPayload(byte[] octets, KeyValues given, ObjectNode message) {
        if (given.find(PAYLOAD_ENCODING).isPresent()) {
            message.put(PAYLOAD, new String(octets, StandardCharsets.UTF_8))
                    .put(PAYLOAD_ENCODING, given.required(PAYLOAD_ENCODING));
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            message.put(PAYLOAD, text).put(PAYLOAD_ENCODING, "string");
        } catch (CharacterCodingException e) {
            message.put(PAYLOAD, Base64.getEncoder().encodeToString(octets)).put(PAYLOAD_ENCODING, BASE64);
        }
    }

    private static void get(Call call) {
        KeyValues given = KeyValues.parse(call.all(KEY_VALUE), GET);
        String queue = given.required("queue");
        ObjectNode request = Json.object()
                .put("count", given.number("count", 1))
                .put("ackmode", given.orElse("ackmode", "ack_requeue_true"))
                .put("encoding", given.orElse("encoding", "auto"));
        if (given.find("truncate").isPresent()) {
            request.put("truncate", given.number("truncate", 0));
        }
        ApiPath path = ApiPath.of(Subject.in(call.vhost(), "queue", queue), "queues", call.vhost(), queue, "get");
        if (given.find(PAYLOAD_FILE).isPresent() && given.number("count", 1) != 1) {
            throw CommandException.usage(
                    PAYLOAD_FILE + " is for a single message, not for count=" + given.required("count"));
        }
        JsonNode messages = call.api().post(path, request);
        if (given.find(PAYLOAD_FILE).isPresent() && !messages.isEmpty()) {
            write(given.required(PAYLOAD_FILE), messages.get(0));
        }
        COLUMNS.print(call.output(), messages::forEach);
    }

    private static void write(String file, JsonNode message) {
        String payload = message.path(PAYLOAD).asText();
        byte[] octets = message.path(PAYLOAD_ENCODING).asText().equals(BASE64)
                ? Base64.getDecoder().decode(payload)
                : payload.getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(Path.of(file), octets);
        } catch (IOException e) {
            throw new CommandException(ExitCode.OUTPUT, "cannot write " + file + ": " + e);
        }
    }
}
