package io.leveret.ctl.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.StringJoiner;

/** A value as text in one line, without anything that a terminal would take for a command. */
final class Cell {
    private Cell() {}

    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isTextual()) {
            return escape(value.textValue());
        }
        return escape(isListOfNames(value) ? names(value) : value.toString());
    }

    private static boolean isListOfNames(JsonNode value) {
        if (!value.isArray()) {
            return false;
        }
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** As rabbitmqctl prints tags. */
    private static String names(JsonNode list) {
        StringJoiner names = new StringJoiner(", ", "[", "]");
        list.forEach(name -> names.add(name.textValue()));
        return names.toString();
    }

    private static String escape(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.chars().forEach(character -> append(escaped, (char) character));
        return escaped.toString();
    }

    private static void append(StringBuilder to, char character) {
        switch (character) {
            case '\t' -> to.append("\\t");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            default -> {
                if (Character.isISOControl(character)) {
                    to.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
                } else {
                    to.append(character);
                }
            }
        }
    }
}
