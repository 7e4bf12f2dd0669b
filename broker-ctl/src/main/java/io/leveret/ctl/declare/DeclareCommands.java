package io.leveret.ctl.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.KeyValues;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import java.util.List;

/** Declaring and deleting objects of all kinds with {@code key=value} arguments. */
public final class DeclareCommands {
    private static final String NAME = "name";
    private static final String ARGUMENTS = "arguments";
    private static final String AUTO_DELETE = "auto_delete";
    private static final String DURABLE = "durable";
    private static final String VHOST = "vhost";
    private static final List<String> DELETABLE_BINDING =
            List.of("source", "destination", "destination_type", "properties_key");

    private static final List<Kind> DECLARED = List.of(
            Kind.of("exchange", DeclareCommands::exchange, NAME, "type", DURABLE, AUTO_DELETE, "internal", ARGUMENTS),
            Kind.of("queue", DeclareCommands::queue, NAME, DURABLE, AUTO_DELETE, ARGUMENTS, "queue_type"),
            Kind.of(
                    "binding",
                    DeclareCommands::binding,
                    "source",
                    "destination",
                    "destination_type",
                    "routing_key",
                    ARGUMENTS),
            Kind.of("vhost", DeclareCommands::vhost, NAME, "tracing", "description"),
            Kind.of("user", DeclareCommands::user, NAME, "password", "password_hash", "tags"),
            Kind.of("permission", DeclareCommands::permission, "user", VHOST, "configure", "write", "read"),
            Kind.of("parameter", DeclareCommands::parameter, NAME, "component", "value"),
            Kind.of(
                    "policy",
                    (call, given) -> policy(call, given, "policies", "policy"),
                    NAME,
                    "pattern",
                    "definition",
                    "priority",
                    "apply-to"),
            Kind.of(
                    "operator_policy",
                    (call, given) -> policy(call, given, "operator-policies", "operator policy"),
                    NAME,
                    "pattern",
                    "definition",
                    "priority",
                    "apply-to"),
            Kind.of("vhost_limit", DeclareCommands::limit, NAME, VHOST, "value"));
    private static final List<Kind> DELETED = List.of(
            Kind.of(
                    "exchange",
                    (call, given) -> delete(call, Places.named(call, given, "exchanges", "exchange")),
                    NAME),
            Kind.of("queue", (call, given) -> delete(call, Places.named(call, given, "queues", "queue")), NAME),
            new Kind(
                    "binding",
                    DELETABLE_BINDING,
                    (call, given) -> delete(call, Places.bindings(call, given, given.orElse("properties_key", "~")))),
            Kind.of("vhost", (call, given) -> delete(call, Places.vhost(given)), NAME),
            Kind.of("user", (call, given) -> delete(call, Places.user(given)), NAME),
            Kind.of("permission", (call, given) -> delete(call, Places.permission(call, given)), "user", VHOST),
            Kind.of("parameter", (call, given) -> delete(call, Places.parameter(call, given)), NAME, "component"),
            Kind.of("policy", (call, given) -> delete(call, Places.named(call, given, "policies", "policy")), NAME),
            Kind.of(
                    "operator_policy",
                    (call, given) -> delete(call, Places.named(call, given, "operator-policies", "operator policy")),
                    NAME),
            Kind.of("vhost_limit", (call, given) -> delete(call, Places.limit(call, given)), NAME, VHOST));

    private DeclareCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Objects, as with rabbitmqadmin",
                command("declare", "Declares an object.", DECLARED),
                command("delete", "Deletes an object.", DELETED));
    }

    private static Command command(String name, String summary, List<Kind> kinds) {
        return Command.named(name, summary)
                .argument(Kind.KIND, "What it is. Kinds and their keys: " + Kind.describe(kinds) + ".")
                .arguments(Kind.KEY_VALUE, "Its name and properties.")
                .does(call -> Kind.run(kinds, call));
    }

    private static void exchange(Call call, KeyValues given) {
        ObjectNode body = Json.object()
                .put("type", given.required("type"))
                .put(DURABLE, given.truth(DURABLE, true))
                .put(AUTO_DELETE, given.truth(AUTO_DELETE, false))
                .put("internal", given.truth("internal", false));
        declare(call, Places.named(call, given, "exchanges", "exchange"), body.set(ARGUMENTS, arguments(given)));
    }

    private static void queue(Call call, KeyValues given) {
        ObjectNode arguments = arguments(given);
        given.find("queue_type").ifPresent(type -> arguments.put("x-queue-type", type));
        ObjectNode body = Json.object()
                .put(DURABLE, given.truth(DURABLE, true))
                .put(AUTO_DELETE, given.truth(AUTO_DELETE, false));
        declare(call, Places.named(call, given, "queues", "queue"), body.set(ARGUMENTS, arguments));
    }

    private static void binding(Call call, KeyValues given) {
        ObjectNode body = Json.object().put("routing_key", given.orElse("routing_key", ""));
        call.api().post(Places.bindings(call, given), body.set(ARGUMENTS, arguments(given)));
        call.output().done("binding declared");
    }

    private static void vhost(Call call, KeyValues given) {
        ObjectNode body = Json.object();
        given.find("tracing").ifPresent(text -> body.put("tracing", given.truth("tracing", false)));
        given.find("description").ifPresent(text -> body.put("description", text));
        declare(call, Places.vhost(given), body);
    }

    private static void user(Call call, KeyValues given) {
        ObjectNode body = Json.object().put("tags", given.required("tags"));
        String hash = "password_hash";
        String key = given.find(hash).isPresent() ? hash : "password";
        declare(call, Places.user(given), body.put(key, given.required(key)));
    }

    private static void permission(Call call, KeyValues given) {
        ObjectNode body = Json.object();
        for (String right : List.of("configure", "write", "read")) {
            body.put(right, given.required(right));
        }
        declare(call, Places.permission(call, given), body);
    }

    private static void parameter(Call call, KeyValues given) {
        ObjectNode body = Json.object()
                .put("component", given.required("component"))
                .put(VHOST, call.vhost())
                .put(NAME, given.required(NAME));
        declare(call, Places.parameter(call, given), body.set("value", Json.parse("value", given.required("value"))));
    }

    private static void policy(Call call, KeyValues given, String collection, String kind) {
        ObjectNode body = Json.object()
                .put("pattern", given.required("pattern"))
                .put("priority", given.number("priority", 0))
                .put("apply-to", given.orElse("apply-to", collection.equals("policies") ? "all" : "queues"));
        ObjectNode definition = Json.parseObject("definition", given.required("definition"));
        declare(call, Places.named(call, given, collection, kind), body.set("definition", definition));
    }

    private static void limit(Call call, KeyValues given) {
        given.required("value");
        declare(call, Places.limit(call, given), Json.object().put("value", given.number("value", 0)));
    }

    private static ObjectNode arguments(KeyValues given) {
        return Json.parseObject(ARGUMENTS, given.orElse(ARGUMENTS, "{}"));
    }

    private static void declare(Call call, ApiPath path, ObjectNode body) {
        call.api().put(path, body);
        call.output().done(call.argument(Kind.KIND) + " declared");
    }

    private static void delete(Call call, ApiPath path) {
        call.api().delete(path);
        call.output().done(call.argument(Kind.KIND) + " deleted");
    }
}
