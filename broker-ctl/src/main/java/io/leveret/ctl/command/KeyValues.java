package io.leveret.ctl.command;

import io.leveret.ctl.error.CommandException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arguments of the form {@code key=value}, as rabbitmqadmin takes them. */
public record KeyValues(Map<String, String> values) {
    /** Parses them; a key that is not among those allowed is refused. */
    public static KeyValues parse(List<String> arguments, Collection<String> allowed) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !allowed.contains(key)) {
                throw CommandException.usage(
                        "'" + argument + "' is not understood; there are " + String.join("=, ", allowed) + "=");
            }
            values.put(key, argument.substring(equals + 1));
        }
        return new KeyValues(values);
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public String orElse(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    public String required(String key) {
        return find(key).orElseThrow(() -> CommandException.usage(key + "=VALUE is missing"));
    }

    public boolean truth(String key, boolean otherwise) {
        String text = orElse(key, String.valueOf(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            throw CommandException.usage(key + " is true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    public int number(String key, int otherwise) {
        String text = orElse(key, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw CommandException.usage(key + " is a number, not '" + text + "'");
        }
    }
}
