package io.leveret.ctl.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.http.ApiException;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.util.List;

/** What the broker is and how it does. */
public final class StatusCommands {
    private static final String THING = "THING";
    private static final String OVERVIEW = "overview";
    private static final List<String> OF_OVERVIEW =
            List.of("product_name", "product_version", "rabbitmq_version", "cluster_name", "node");
    private static final List<String> OF_NODE = List.of(
            "os_pid",
            "uptime",
            "mem_used",
            "mem_limit",
            "mem_alarm",
            "disk_free",
            "disk_free_limit",
            "disk_free_alarm",
            "fd_used",
            "fd_total",
            "sockets_used",
            "sockets_total",
            "processors",
            "db_dir",
            "config_files",
            "log_files");

    private StatusCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Broker",
                Command.named("status", "Shows version, uptime, memory, disk and files of the broker.")
                        .does(StatusCommands::status),
                Command.named("cluster_status", "Shows the broker's name and its nodes.")
                        .does(StatusCommands::clusterStatus),
                Command.named("show", "Shows how many objects and messages there are, and the rates of messages.")
                        .argument(THING, "overview; there is no other thing yet.")
                        .does(StatusCommands::show),
                Command.named("memory_breakdown", "Shows what the broker's memory is used for, in octets.")
                        .does(StatusCommands::memory),
                Command.named("server_version", "Prints the version of RabbitMQ that the broker stands for.")
                        .does(call -> call.output().value(overview(call).path("rabbitmq_version"))));
    }

    private static void status(Call call) {
        JsonNode overview = overview(call);
        ObjectNode status = Json.object();
        copy(overview, OF_OVERVIEW, status);
        copy(node(call, overview.path("node").asText()), OF_NODE, status);
        addInternals(call, status);
        call.output().properties(status);
    }

    /** What only Leveret tells; another broker has no such path. */
    private static void addInternals(Call call, ObjectNode status) {
        try {
            ApiPath path = ApiPath.of(Subject.of(OVERVIEW), "leveret", OVERVIEW);
            call.api().find(path).ifPresent(internals -> flatten("", internals, status));
        } catch (ApiException e) {
            if (e.status() != ApiException.METHOD_NOT_ALLOWED) {
                throw e;
            }
        }
    }

    private static void clusterStatus(Call call) {
        JsonNode overview = overview(call);
        ObjectNode status = Json.object();
        status.set("cluster_name", overview.path("cluster_name"));
        call.api()
                .get(ApiPath.of(Subject.of("the list of nodes"), "nodes"))
                .forEach(node -> status.put(
                        node.path("name").asText(), node.path("running").asBoolean() ? "running" : "stopped"));
        call.output().properties(status);
    }

    private static void show(Call call) {
        if (!call.argument(THING).equals(OVERVIEW)) {
            throw CommandException.usage(
                    "there is nothing called '" + call.argument(THING) + "' to show; there is overview");
        }
        JsonNode overview = overview(call);
        ObjectNode shown = Json.object();
        copy(overview, List.of("cluster_name", "node", "rabbitmq_version"), shown);
        flatten("", overview.path("object_totals"), shown);
        flatten("", overview.path("queue_totals"), shown);
        flatten("", overview.path("message_stats"), shown);
        call.output().properties(shown);
    }

    private static void memory(Call call) {
        String name = overview(call).path("node").asText();
        ApiPath path = ApiPath.of(Subject.named("node", name), "nodes", name, "memory");
        ObjectNode shown = Json.object();
        flatten("", call.api().get(path).path("memory"), shown);
        call.output().properties(shown);
    }

    private static JsonNode node(Call call, String name) {
        return call.api().get(ApiPath.of(Subject.named("node", name), "nodes", name));
    }

    private static JsonNode overview(Call call) {
        return call.api().get(ApiPath.of(Subject.of("the overview"), OVERVIEW));
    }

    private static void copy(JsonNode from, List<String> fields, ObjectNode to) {
        for (String field : fields) {
            if (from.has(field)) {
                to.set(field, from.path(field));
            }
        }
    }

    /** Objects within objects become names with dots. */
    private static void flatten(String prefix, JsonNode from, ObjectNode to) {
        from.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flatten(prefix + field.getKey() + ".", field.getValue(), to);
            } else {
                to.set(prefix + field.getKey(), field.getValue());
            }
        });
    }
}
