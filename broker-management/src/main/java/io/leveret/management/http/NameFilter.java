package io.leveret.management.http;

import io.leveret.core.access.NamePattern;
import io.leveret.core.access.StepBudget;
import io.leveret.core.access.TooManyStepsException;
import io.leveret.management.broker.Problem;
import java.util.regex.PatternSyntaxException;

/** A regular expression that picks names of one list, with the same bound of steps for a name as those of permissions have, and one for the list: no expression holds up others. Owner: management. */
public final class NameFilter {
    /** Some 100 ms; 50,000 names take an honest expression some millions of steps. */
    private static final int MOST_STEPS = 20_000_000;

    private final NamePattern pattern;
    private final StepBudget budget = new StepBudget(MOST_STEPS);

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

    /** Throws a {@link Problem} if it takes too many steps, for this name or for all until now. */
    public boolean matches(String name) {
        try {
            return pattern.matches(name, budget);
        } catch (TooManyStepsException e) {
            throw Problem.badRequest("'" + pattern.regex() + "' takes too many steps as a regular expression");
        }
    }
}
