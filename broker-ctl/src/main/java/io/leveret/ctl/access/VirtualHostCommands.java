package io.leveret.ctl.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.Listing;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.util.List;

/** Virtual hosts. */
public final class VirtualHostCommands {
    private static final String NAME = "VHOST";
    private static final String DESCRIPTION = "--description";
    private static final String TAGS = "--tags";
    private static final String QUEUE_TYPE = "--default-queue-type";
    private static final String TRACING = "tracing";
    private static final Columns COLUMNS = Columns.of(
                    "name",
                    "tracing",
                    "description",
                    "tags",
                    "default_queue_type",
                    "messages",
                    "messages_ready",
                    "messages_unacknowledged",
                    "cluster_state")
            .showing("name");

    /** What a virtual host keeps when it is written again with something else changed. */
    private static final List<String> KEPT = List.of("description", "tags", "default_queue_type");

    private VirtualHostCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Virtual hosts",
                Command.named("add_vhost", "Creates a virtual host; it is no error if it is there.")
                        .argument(NAME, "Its name.")
                        .option(DESCRIPTION, "TEXT", "What it is for.")
                        .option(TAGS, "TAGS", "Words of your own, with commas between them.")
                        .option(QUEUE_TYPE, "TYPE", "The type of queues that are declared without one.")
                        .does(VirtualHostCommands::add),
                Command.named("delete_vhost", "Deletes a virtual host with all its queues and messages.")
                        .argument(NAME, "Its name.")
                        .does(VirtualHostCommands::delete),
                Listing.command(
                        "list_vhosts",
                        "Lists virtual hosts.",
                        COLUMNS,
                        call -> ApiPath.of(Subject.of("the list of virtual hosts"), "vhosts")),
                Command.named("trace_on", "Publishes a copy of every message to amq.rabbitmq.trace.")
                        .does(call -> trace(call, true)),
                Command.named("trace_off", "Ends what trace_on began.").does(call -> trace(call, false)));
    }

    private static void add(Call call) {
        ObjectNode body = Json.object();
        call.find(DESCRIPTION).ifPresent(text -> body.put("description", text));
        call.find(TAGS).ifPresent(tags -> body.put("tags", tags));
        call.find(QUEUE_TYPE).ifPresent(type -> body.put("default_queue_type", type));
        call.api().put(path(call.argument(NAME)), body);
        call.output().done("virtual host '" + call.argument(NAME) + "' is there");
    }

    private static void delete(Call call) {
        call.api().delete(path(call.argument(NAME)));
        call.output().done("virtual host '" + call.argument(NAME) + "' is deleted");
    }

    private static void trace(Call call, boolean on) {
        ApiPath path = path(call.vhost());
        JsonNode before = call.api().get(path);
        ObjectNode after = Json.object().put(TRACING, on);
        for (String field : KEPT) {
            JsonNode value = before.path(field);
            boolean known = !value.isMissingNode() && !value.asText().equals("undefined");
            if (known) {
                after.set(field, value);
            }
        }
        call.api().put(path, after);
        call.output().result("Trace " + (on ? "enabled" : "disabled") + " for vhost " + call.vhost());
    }

    private static ApiPath path(String vhost) {
        return ApiPath.of(Subject.vhost(vhost), "vhosts", vhost);
    }
}
