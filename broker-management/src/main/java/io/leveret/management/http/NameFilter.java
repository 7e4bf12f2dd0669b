package io.leveret.management.http;

import io.leveret.core.access.NamePattern;
import io.leveret.management.broker.Problem;
import java.util.regex.PatternSyntaxException;

/** A regular expression that picks names, with the same bound of steps as those of permissions: no expression holds up others. */
public final class NameFilter {
    private final NamePattern pattern;

    private NameFilter(NamePattern pattern) {
        this.pattern = pattern;
    }

    /** Throws a {@link Problem} if it is none, or too costly. */
    public static NameFilter of(String regex) {
        try {
            return new NameFilter(NamePattern.of(regex));
        } catch (PatternSyntaxException e) {
            throw Problem.badRequest("'" + regex + "' is no regular expression: " + e.getDescription());
        }
    }

    public boolean matches(String name) {
        return pattern.matches(name);
    }
}
