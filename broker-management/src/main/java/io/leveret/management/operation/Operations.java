package io.leveret.management.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /api/leveret/audit}, {@code /log}, {@code /backup} and {@code /reload}: for administrators. Owner: management. */
public final class Operations {
    private static final int USUAL_ROWS = 100;
    private static final int MOST_ROWS = 500;
    private static final int LAST_LINES = 200;
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    /** Searches of the audit that wait or run: each reads all its files. */
    private static final int MOST_SEARCHES = 4;

    private final Vertx vertx;
    private final ManagementLoop loop;
    private final Sources sources;
    private int searches;

    /** Where the answers come from. */
    public record Sources(AuditTrail audit, LogLines log, BackupVault backups, Reloads reloads) {}

    public Operations(Vertx vertx, ManagementLoop loop, Sources sources) {
        this.vertx = vertx;
        this.loop = loop;
        this.sources = sources;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/leveret/audit", Access.ADMINISTRATOR, this::audit),
                Route.get("/api/leveret/log", Access.ADMINISTRATOR, this::log),
                Route.get("/api/leveret/backup", Access.ADMINISTRATOR, this::backups),
                Route.post("/api/leveret/backup", Access.ADMINISTRATOR, this::backUp),
                Route.post("/api/leveret/reload", Access.ADMINISTRATOR, this::reload));
    }

    private Future<JsonNode> audit(Request request) {
        int page = (int) request.number("page", 1, 1, Integer.MAX_VALUE);
        int size = (int) request.number("page_size", USUAL_ROWS, 1, MOST_ROWS);
        AuditTrail.Wanted wanted = new AuditTrail.Wanted(
                request.query("user").orElse(null),
                request.query("vhost").orElse(null),
                request.query("action").orElse(null),
                request.query("object").orElse(null),
                request.number("since", 0, 0, Long.MAX_VALUE),
                request.number("until", Long.MAX_VALUE, 0, Long.MAX_VALUE));
        if (searches >= MOST_SEARCHES) {
            throw Problem.busy("the audit is being searched by others, try again later");
        }
        searches++;
        return vertx.executeBlocking(() -> sources.audit().find(wanted, (page - 1L) * size, size), false)
                .onComplete(done -> searches--)
                .map(found -> json(found, page, size));
    }

    private static ObjectNode json(AuditTrail.Found found, int page, int size) {
        ObjectNode answer = Json.object();
        answer.put("filtered_count", found.filtered());
        answer.put("item_count", found.entries().size());
        ArrayNode items = answer.putArray("items");
        found.entries().forEach(one -> entry(items.addObject(), one));
        answer.put("page", page);
        answer.put("page_count", (found.filtered() + size - 1) / size);
        answer.put("page_size", size);
        return answer.put("total_count", found.total());
    }

    private static void entry(ObjectNode json, AuditTrail.Dated one) {
        AuditEntry entry = one.entry();
        json.put("time", one.atMillis());
        json.put("user", entry.by().user());
        json.put("connection", entry.by().connection());
        json.put("source", entry.by().source().name().toLowerCase(Locale.ROOT));
        json.put("action", entry.action());
        json.put("vhost", entry.vhost());
        json.put("object", entry.object());
        json.put("result", entry.result().name().toLowerCase(Locale.ROOT));
        json.put("detail", entry.detail());
    }

    private Future<JsonNode> log(Request request) {
        long last = sources.log().last();
        long after = request.number("after", Math.max(0, last - LAST_LINES), 0, Long.MAX_VALUE);
        String level = request.query("level").orElse("trace").toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw Problem.badRequest("level is trace, debug, info, warn or error, not '" + level + "'");
        }
        long wait = request.number("wait", 0, 0, LONGEST_WAIT_SECONDS);
        if (wait == 0 || last > after) {
            return Future.succeededFuture(lines(after, level));
        }
        Promise<JsonNode> promise = Promise.promise();
        loop.after(wait * 1000, () -> promise.tryComplete(lines(after, level)));
        sources.log().whenMore(after, () -> loop.execute(() -> promise.tryComplete(lines(after, level))));
        return promise.future();
    }

    private JsonNode lines(long after, String level) {
        long next = Math.max(after, sources.log().last());
        ObjectNode answer = Json.object().put("next", next);
        ArrayNode lines = answer.putArray("lines");
        for (LogLines.Line line : sources.log().after(after, level)) {
            if (line.number() <= next) {
                lines.addObject()
                        .put("number", line.number())
                        .put("time", line.atMillis())
                        .put("level", line.level())
                        .put("logger", line.logger())
                        .put("message", line.message());
            }
        }
        return answer;
    }

    private Future<JsonNode> backups(Request request) {
        return vertx.executeBlocking(() -> sources.backups().list(), false).map(all -> {
            ArrayNode list = Json.array();
            all.forEach(one -> list.add(json(one)));
            return list;
        });
    }

    private static ObjectNode json(BackupVault.Made backup) {
        return Json.object()
                .put("name", backup.name())
                .put("directory", backup.directory())
                .put("bytes", backup.bytes())
                .put("files", backup.files())
                .put("created", backup.createdMillis())
                .put("millis", backup.millis());
    }

    private Future<JsonNode> reload(Request request) {
        Actor by = request.actor();
        return vertx.executeBlocking(() -> sources.reloads().reload(by), false).map(outcome -> {
            if (!outcome.problems().isEmpty()) {
                throw Problem.badRequest(String.join("; ", outcome.problems()));
            }
            ObjectNode answer = Json.object();
            ArrayNode applied = answer.putArray("applied");
            outcome.applied().forEach(applied::add);
            ArrayNode needsRestart = answer.putArray("needs_restart");
            outcome.needsRestart().forEach(needsRestart::add);
            return answer.put("unchanged", outcome.unchanged());
        });
    }

    private Future<JsonNode> backUp(Request request) {
        String name = Fields.of(request).text("name", "");
        Promise<JsonNode> promise = Promise.promise();
        sources.backups().start(name, new BackupVault.Answer() {
            @Override
            public void made(BackupVault.Made backup) {
                loop.execute(() -> promise.tryComplete(json(backup)));
            }

            @Override
            public void refused(String why) {
                loop.execute(() -> promise.tryFail(Problem.badRequest(why)));
            }

            @Override
            public void failed(String why) {
                loop.execute(() -> promise.tryFail(new Problem(500, "backup_failed", why)));
            }
        });
        return promise.future();
    }
}
