package io.leveret.ctl.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;
import java.util.function.Consumer;

/** Parameters of virtual hosts and of the whole node. */
public final class ParameterCommands {
    private static final String COMPONENT = "COMPONENT";
    private static final String NAME = "NAME";
    private static final String VALUE = "VALUE";
    private static final String GLOBAL = "global-parameters";
    private static final String JSON_VALUE = "Its value, as JSON.";
    private static final Column VALUE_COLUMN = Column.of("value");

    private ParameterCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Parameters",
                Command.named("set_parameter", "Sets a parameter of a virtual host (-p).")
                        .argument(COMPONENT, "What it is for: vhost-limits, as no other is known.")
                        .argument(NAME, "Its name.")
                        .argument(VALUE, JSON_VALUE)
                        .does(ParameterCommands::set),
                Command.named("clear_parameter", "Deletes a parameter of a virtual host (-p).")
                        .argument(COMPONENT, "What it is for.")
                        .argument(NAME, "Its name.")
                        .does(ParameterCommands::clear),
                Command.named("list_parameters", "Lists the parameters of a virtual host (-p).")
                        .does(ParameterCommands::list),
                Command.named("set_global_parameter", "Sets a parameter of the whole node.")
                        .argument(NAME, "Its name.")
                        .argument(VALUE, JSON_VALUE)
                        .does(ParameterCommands::setGlobal),
                Command.named("clear_global_parameter", "Deletes a parameter of the whole node.")
                        .argument(NAME, "Its name.")
                        .does(call -> call.api().delete(global(call))),
                Command.named("list_global_parameters", "Lists the parameters of the whole node.")
                        .does(ParameterCommands::listGlobal),
                Command.named("set_cluster_name", "Gives the broker the name that clients and pages see.")
                        .argument(NAME, "The name.")
                        .does(ParameterCommands::setClusterName));
    }

    private static void set(Call call) {
        String component = call.argument(COMPONENT);
        String name = call.argument(NAME);
        call.api()
                .put(
                        path(call),
                        Json.object()
                                .put("component", component)
                                .put("vhost", call.vhost())
                                .put("name", name)
                                .set("value", Json.parse(VALUE, call.argument(VALUE))));
        call.output().done("parameter '" + name + "' of " + component + " is set in '" + call.vhost() + "'");
    }

    private static void clear(Call call) {
        call.api().delete(path(call));
        call.output().done("parameter '" + call.argument(NAME) + "' is deleted");
    }

    private static void list(Call call) {
        ApiPath list = ApiPath.of(Subject.of("the list of parameters"), "parameters");
        Columns.of(Column.of("component"), Column.of("name"), VALUE_COLUMN)
                .print(call.output(), row -> Pages.forEach(call.api(), list, ofVhost(call.vhost(), row)));
    }

    private static Consumer<JsonNode> ofVhost(String vhost, Consumer<JsonNode> row) {
        return parameter -> {
            if (parameter.path("vhost").asText().equals(vhost)) {
                row.accept(parameter);
            }
        };
    }

    private static void setGlobal(Call call) {
        String name = call.argument(NAME);
        JsonNode value = Json.parse(VALUE, call.argument(VALUE));
        call.api().put(global(call), Json.object().put("name", name).set("value", value));
        call.output().done("parameter '" + name + "' is set");
    }

    private static void listGlobal(Call call) {
        ApiPath list = ApiPath.of(Subject.of("the list of parameters"), GLOBAL);
        Columns.of(Column.of("name"), VALUE_COLUMN).print(call.output(), row -> Pages.forEach(call.api(), list, row));
    }

    private static void setClusterName(Call call) {
        ApiPath path = ApiPath.of(Subject.of("the cluster's name"), "cluster-name");
        call.api().put(path, Json.object().put("name", call.argument(NAME)));
        call.output().done("the broker's name is '" + call.argument(NAME) + "'");
    }

    private static ApiPath path(Call call) {
        String component = call.argument(COMPONENT);
        String name = call.argument(NAME);
        Subject subject = Subject.in(call.vhost(), component + " parameter", name);
        return ApiPath.of(subject, "parameters", component, call.vhost(), name);
    }

    private static ApiPath global(Call call) {
        String name = call.argument(NAME);
        return ApiPath.of(Subject.named("global parameter", name), GLOBAL, name);
    }
}
