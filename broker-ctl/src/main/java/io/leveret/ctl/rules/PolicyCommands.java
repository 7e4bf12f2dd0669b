package io.leveret.ctl.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;

/** Policies and operator policies. */
public final class PolicyCommands {
    private static final String NAME = "NAME";
    private static final String PATTERN = "PATTERN";
    private static final String DEFINITION = "DEFINITION";
    private static final String PRIORITY = "--priority";
    private static final String APPLY_TO = "--apply-to";
    private static final String APPLY_TO_KINDS = "all, queues, classic_queues, quorum_queues, streams or exchanges.";
    private static final String ALL = "all";
    private static final String QUEUES = "queues";
    private static final Columns COLUMNS = Columns.of("vhost", "name", "pattern", "apply-to", "definition", "priority");

    /** The two layers of policies, which commands treat alike. */
    private record Layer(String collection, String kind) {}

    private static final Layer POLICY = new Layer("policies", "policy");
    private static final Layer OPERATOR_POLICY = new Layer("operator-policies", "operator policy");

    private PolicyCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Policies",
                definition("set_policy", "Sets a policy of a virtual host (-p).")
                        .option(APPLY_TO, "KIND", "What it is for: " + APPLY_TO_KINDS)
                        .does(call -> set(call, POLICY, call.find(APPLY_TO).orElse(ALL))),
                clear("clear_policy", "Deletes a policy.", POLICY),
                list("list_policies", "Lists the policies of a virtual host (-p).", POLICY),
                definition("set_operator_policy", "Sets an operator policy, which bounds what policies may say.")
                        .option(APPLY_TO, "KIND", "What it is for: queues and its kinds.")
                        .does(call ->
                                set(call, OPERATOR_POLICY, call.find(APPLY_TO).orElse(QUEUES))),
                clear("clear_operator_policy", "Deletes an operator policy.", OPERATOR_POLICY),
                list("list_operator_policies", "Lists the operator policies of a virtual host (-p).", OPERATOR_POLICY),
                Command.named("match_policy", "Shows what a policy with this pattern would apply to; sets nothing.")
                        .argument(PATTERN, "Regular expression of names.")
                        .option(APPLY_TO, "KIND", "What it is for: " + APPLY_TO_KINDS)
                        .does(PolicyCommands::match));
    }

    private static Command.Builder definition(String name, String summary) {
        return Command.named(name, summary)
                .argument(NAME, "The policy's name.")
                .argument(PATTERN, "Regular expression of the names that it is for.")
                .argument(DEFINITION, "JSON such as {\"max-length\":1000}.")
                .option(PRIORITY, "NUMBER", "Of several that fit, the highest applies; 0 unless given.");
    }

    private static Command clear(String name, String summary, Layer layer) {
        return Command.named(name, summary).argument(NAME, "The policy's name.").does(call -> {
            call.api().delete(path(call, layer));
            call.output().done(layer.kind() + " '" + call.argument(NAME) + "' is deleted");
        });
    }

    private static Command list(String name, String summary, Layer layer) {
        return Command.named(name, summary).does(call -> {
            ApiPath list = ApiPath.of(Subject.vhost(call.vhost()), layer.collection(), call.vhost());
            COLUMNS.print(call.output(), row -> Pages.forEach(call.api(), list, row));
        });
    }

    private static void set(Call call, Layer layer, String applyTo) {
        JsonNode definition = Json.parseObject(DEFINITION, call.argument(DEFINITION));
        call.api()
                .put(
                        path(call, layer),
                        Json.object()
                                .put("pattern", call.argument(PATTERN))
                                .put("priority", call.arguments().integer(PRIORITY, 0))
                                .put("apply-to", applyTo)
                                .set("definition", definition));
        call.output().done(layer.kind() + " '" + call.argument(NAME) + "' is set in '" + call.vhost() + "'");
    }

    private static void match(Call call) {
        ApiPath path = ApiPath.of(Subject.vhost(call.vhost()), "leveret", "policies", call.vhost(), "match");
        JsonNode found = call.api()
                .post(
                        path,
                        Json.object()
                                .put("pattern", call.argument(PATTERN))
                                .put("apply-to", call.find(APPLY_TO).orElse(ALL)));
        Columns.of("kind", "name").print(call.output(), row -> {
            found.path("queues")
                    .forEach(name ->
                            row.accept(Json.object().put("kind", "queue").set("name", name)));
            found.path("exchanges")
                    .forEach(name ->
                            row.accept(Json.object().put("kind", "exchange").set("name", name)));
        });
        call.output()
                .done(found.path("queue_count").asText() + " queues and "
                        + found.path("exchange_count").asText() + " exchanges in all");
    }

    private static ApiPath path(Call call, Layer layer) {
        return call.inVhost(layer.collection(), layer.kind(), call.argument(NAME));
    }
}
