package io.leveret.ctl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.http.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Times: the API has milliseconds since 1970, people have dates. */
public final class Moments {
    private Moments() {}

    /** A column that shows the time of a field in UTC. */
    public static Column column(String name) {
        return Column.of(name, name, Moments::text);
    }

    private static JsonNode text(JsonNode millis) {
        return millis.isNumber()
                ? Json.text(Instant.ofEpochMilli(millis.asLong()).toString())
                : millis;
    }

    /** Milliseconds since 1970 of what a user typed, which may be a date. */
    public static long parse(String option, String text) {
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | NumberFormatException e) {
            throw CommandException.usage(
                    option + " is a time such as 2026-11-29T10:00:00Z or milliseconds since 1970, not '" + text + "'");
        }
    }
}
