package io.leveret.ctl.command;

import io.leveret.ctl.error.CommandException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command was called with: values by the parameter's name. */
public record Arguments(Map<String, List<String>> values) {
    /** All values of it; empty if it was not given. */
    public List<String> all(String parameter) {
        return values.getOrDefault(parameter, List.of());
    }

    /** The last value of it. */
    public Optional<String> find(String parameter) {
        List<String> given = all(parameter);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    public boolean has(String parameter) {
        return values.containsKey(parameter);
    }

    /** A number that is not negative. */
    public long number(String parameter, long otherwise) {
        Optional<String> given = find(parameter);
        return given.isEmpty() ? otherwise : number(parameter, given.get());
    }

    /** A number that may be negative. */
    public long integer(String parameter, long otherwise) {
        String given = find(parameter).orElse(String.valueOf(otherwise));
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw CommandException.usage(parameter + " is a number, not '" + given + "'");
        }
    }

    private static long number(String parameter, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words
        }
        throw CommandException.usage(parameter + " is a number from 0 on, not '" + text + "'");
    }
}
