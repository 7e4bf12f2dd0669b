package io.leveret.ctl.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Definitions: all that is declared, as a file. */
public final class DefinitionCommands {
    private static final String FILE = "FILE";
    private static final String STANDARD = "-";
    private static final String ONLY = "--only-vhost";
    private static final String DEFINITIONS = "definitions";

    private DefinitionCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Definitions",
                Command.named(
                                "export_definitions",
                                "Writes users, virtual hosts, permissions, policies, queues, exchanges and bindings as"
                                        + " JSON. The file has the hashes of passwords and is for its owner only.")
                        .optionalArgument(FILE, "Where to; - or nothing is standard output.")
                        .flag(ONLY, "Only what is in the virtual host of -p, without users.")
                        .does(DefinitionCommands::export),
                Command.named("import_definitions", "Adds what such a file has; what is there already stays.")
                        .optionalArgument(FILE, "Where from; - or nothing is standard input.")
                        .flag(ONLY, "Into the virtual host of -p: a file that was exported so.")
                        .does(DefinitionCommands::importAll),
                Command.named("check_definitions", "Shows what an import of the file would refuse; imports nothing.")
                        .optionalArgument(FILE, "Where from; - or nothing is standard input.")
                        .does(DefinitionCommands::check));
    }

    private static void export(Call call) {
        byte[] definitions = call.api().read(path(call));
        String file = call.find(FILE).orElse(STANDARD);
        if (file.equals(STANDARD)) {
            call.output().text(new String(definitions, StandardCharsets.UTF_8));
            return;
        }
        write(Path.of(file), definitions);
        call.output().done("the definitions are in " + file);
    }

    private static void importAll(Call call) {
        call.api().postJson(path(call), read(call));
        call.output().done("the definitions are imported");
    }

    private static void check(Call call) {
        ApiPath path = ApiPath.of(Subject.of(DEFINITIONS), "leveret", DEFINITIONS, "check");
        JsonNode answer = call.api().postJson(path, read(call));
        JsonNode refused = answer.path("refused");
        Columns.of("kind", "vhost", "name", "reason").print(call.output(), refused::forEach);
        if (!refused.isEmpty()) {
            throw CommandException.data(
                    refused.size() + " of " + answer.path("objects").asText() + " definitions would be refused");
        }
        call.output().done("all " + answer.path("objects").asText() + " definitions can be imported");
    }

    private static byte[] read(Call call) {
        return call.input().read(call.find(FILE).orElse(STANDARD));
    }

    private static ApiPath path(Call call) {
        return call.has(ONLY)
                ? ApiPath.of(Subject.vhost(call.vhost()), DEFINITIONS, call.vhost())
                : ApiPath.of(Subject.of(DEFINITIONS), DEFINITIONS);
    }

    /** Whole or not at all, and never readable by others: a file of that name may be the last good one. */
    private static void write(Path file, byte[] definitions) {
        Path target = file.toAbsolutePath();
        try {
            Path written = Files.createTempFile(
                    target.getParent(),
                    ".definitions",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(written, definitions);
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.OUTPUT, "cannot write " + file + ": " + e);
        }
    }
}
