package io.leveret.ctl.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.Moments;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;

/** Backups of a running broker. */
public final class BackupCommands {
    private static final String NAME = "NAME";
    private static final Columns COLUMNS = Columns.of(Column.of("name"), Column.of("bytes"), Moments.column("created"));

    private BackupCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Backups",
                Command.named("backup", "Copies all that is durable while the broker goes on; waits until it is whole.")
                        .optionalArgument(NAME, "Its name: letters, digits, dot, underscore, hyphen, 64 at most.")
                        .does(BackupCommands::backup),
                Command.named("list_backups", "Lists backups.").does(call -> {
                    JsonNode backups = call.api().get(path());
                    COLUMNS.print(call.output(), backups::forEach);
                }));
    }

    private static void backup(Call call) {
        ObjectNode request = Json.object();
        call.find(NAME).ifPresent(name -> request.put("name", name));
        if (call.api().postLong(path(), request) instanceof ObjectNode made) {
            call.output().properties(made);
        }
    }

    private static ApiPath path() {
        return ApiPath.of(Subject.of("backups"), "leveret", "backup");
    }
}
