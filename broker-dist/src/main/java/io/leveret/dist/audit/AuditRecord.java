package io.leveret.dist.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An entry of the audit, {@code millis} since 1970, and how it lies in a file: a line of JSON. */
public record AuditRecord(long millis, AuditEntry entry) {
    /** Names are short; a refusal may quote what a client sent. */
    private static final int LONGEST_TEXT = 2048;

    private static final ObjectMapper JSON = new ObjectMapper();

    String line() {
        Actor by = entry.by();
        return JSON.createObjectNode()
                        .put("time", millis)
                        .put("user", cut(by.user()))
                        .put("connection", by.connection())
                        .put("source", by.source().name().toLowerCase(Locale.ROOT))
                        .put("action", entry.action())
                        .put("vhost", cut(entry.vhost()))
                        .put("object", cut(entry.object()))
                        .put("result", entry.result().name().toLowerCase(Locale.ROOT))
                        .put("detail", cut(entry.detail()))
                + "\n";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    /** Null if the line is none of ours: a power cut may have torn it. */
    static @Nullable AuditRecord parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json != null && json.isObject() ? of(json) : null;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static AuditRecord of(JsonNode json) {
        JsonNode connection = json.path("connection");
        Actor by = new Actor(
                json.path("user").asText(),
                connection.isTextual() ? connection.asText() : null,
                Actor.Source.valueOf(json.path("source").asText().toUpperCase(Locale.ROOT)));
        return new AuditRecord(
                json.path("time").asLong(),
                new AuditEntry(
                        by,
                        json.path("action").asText(),
                        json.path("vhost").asText(),
                        json.path("object").asText(),
                        AuditEntry.Result.valueOf(json.path("result").asText().toUpperCase(Locale.ROOT)),
                        json.path("detail").asText()));
    }
}
