package io.leveret.ctl.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.util.function.Consumer;

/** The settings of a running broker. */
public final class SettingsCommands {
    private static final Columns COLUMNS = Columns.of("setting", "state");

    private SettingsCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Settings",
                Command.named(
                                "reload",
                                "Lets the broker read its settings, certificates and logback.xml again; lists what changed.")
                        .does(SettingsCommands::reload));
    }

    private static void reload(Call call) {
        JsonNode answer = call.api().post(ApiPath.of(Subject.of("the settings"), "leveret", "reload"), Json.object());
        COLUMNS.print(call.output(), row -> {
            rows(answer.path("applied"), "applied", row);
            rows(answer.path("needs_restart"), "needs a restart", row);
        });
        if (answer.path("unchanged").asBoolean()) {
            call.output().done("Nothing has changed");
        }
    }

    private static void rows(JsonNode settings, String state, Consumer<JsonNode> row) {
        settings.forEach(setting ->
                row.accept(Json.object().put("setting", setting.asText()).put("state", state)));
    }
}
