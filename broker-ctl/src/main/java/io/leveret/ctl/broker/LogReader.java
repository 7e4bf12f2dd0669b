package io.leveret.ctl.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.http.Api;
import io.leveret.ctl.http.ApiPath;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads the last lines of the log, and if it follows, what comes after them, where each answer waits for a line. Owner: management. */
final class LogReader implements Predicate<Consumer<JsonNode>> {
    private static final Duration HELD_BACK = Duration.ofSeconds(30);

    private final Api api;
    private final ApiPath path;
    private final boolean follow;
    private Duration wait = Duration.ZERO;
    private long last;

    LogReader(Api api, ApiPath path, boolean follow) {
        this.api = api;
        this.path = path;
        this.follow = follow;
    }

    /** Whether there may be more. */
    @Override
    public boolean test(Consumer<JsonNode> line) {
        JsonNode answer = api.get(path.with("after", last).with("wait", wait.toSeconds()), wait);
        answer.path("lines").forEach(line);
        last = answer.path("next").asLong(last);
        wait = HELD_BACK;
        return follow;
    }
}
