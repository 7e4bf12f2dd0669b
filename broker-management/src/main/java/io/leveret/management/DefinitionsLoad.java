package io.leveret.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.definition.DefinitionFiles;
import io.leveret.management.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Imports definitions before anybody is served. */
public final class DefinitionsLoad {
    private static final int PATIENCE_SECONDS = 120;

    private DefinitionsLoad() {}

    /** Returns how many objects the file has; throws {@link DefinitionsRefusedException} if it can't be read or anything of it is refused. */
    public static int load(Path file, Surroundings with) {
        ObjectNode definitions = read(file);
        Vertx vertx = ManagementServer.vertx();
        try {
            ManagementLoop loop = new ManagementLoop(vertx.getOrCreateContext());
            DefinitionFiles files = new DefinitionFiles(vertx, loop, with.node(), with.passwords(), with.facts());
            Future<Integer> loaded =
                    loop.<Boolean>ask(begun -> begun.accept(true)).compose(begun -> files.load(definitions));
            return loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Problem e) {
            throw new DefinitionsRefusedException("definitions of " + file + ": " + e.reason());
        } catch (TimeoutException e) {
            throw new DefinitionsRefusedException(
                    "definitions of " + file + " were not imported within " + PATIENCE_SECONDS + " s");
        } finally {
            vertx.close();
        }
    }

    private static ObjectNode read(Path file) {
        try {
            if (Json.parse(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new DefinitionsRefusedException("definitions of " + file + " are no JSON object");
        } catch (IOException e) {
            throw new DefinitionsRefusedException("definitions of " + file + " can't be read: " + e.getMessage());
        }
    }
}
