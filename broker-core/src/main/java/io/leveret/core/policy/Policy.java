package io.leveret.core.policy;

import io.leveret.core.access.NamePattern;
import io.leveret.core.access.StepBudget;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.Comparator;
import java.util.regex.PatternSyntaxException;

/**
 * Values for all objects of a kind whose name the pattern is found in. Of all policies of a layer that match an object, only the one with the highest
 * priority applies; with equal priorities the one whose name comes first. Immutable.
 */
public record Policy(String name, NamePattern pattern, ApplyTo applyTo, int priority, FieldTable definition) {
    /** The policy that applies comes first. */
    static final Comparator<Policy> BY_RANK =
            Comparator.comparingInt(Policy::priority).reversed().thenComparing(Policy::name);

    private static final String PATTERN = "pattern";
    private static final String APPLY_TO = "apply-to";
    private static final String PRIORITY = "priority";
    private static final String DEFINITION = "definition";
    private static final int LONGEST_NAME = 255;

    /** Throws {@link ChangeRefusedException} if the name or the pattern is none. */
    public static Policy of(String name, String pattern, ApplyTo applyTo, int priority, FieldTable definition) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ChangeRefusedException.invalid("a policy's name has 1 to " + LONGEST_NAME + " characters");
        }
        try {
            return new Policy(name, NamePattern.of(pattern), applyTo, priority, definition);
        } catch (PatternSyntaxException e) {
            throw ChangeRefusedException.invalid("pattern of policy '" + name + "': " + e.getMessage());
        }
    }

    /** Takes what {@link #encoded} made. */
    public static Policy decode(String name, FieldTable encoded) {
        return new Policy(
                name,
                NamePattern.of(value(encoded, PATTERN).asString()),
                ApplyTo.of(value(encoded, APPLY_TO).asString()),
                (int) value(encoded, PRIORITY).asLong(),
                value(encoded, DEFINITION).asTable());
    }

    private static FieldValue value(FieldTable table, String key) {
        FieldValue value = table.get(key);
        if (value == null) {
            throw new IllegalStateException("policy in the journal has no " + key);
        }
        return value;
    }

    /** All but the name, for the journal. */
    public FieldTable encoded() {
        return FieldTable.builder()
                .put(PATTERN, pattern.regex())
                .put(APPLY_TO, applyTo.word())
                .put(PRIORITY, priority)
                .put(DEFINITION, definition)
                .build();
    }

    /** Whether it is for the target; an expression that takes too many steps matches nothing. */
    public boolean matches(PolicyTarget target) {
        return applyTo.covers(target.kind()) && pattern.matches(target.name());
    }

    /** As {@link #matches(PolicyTarget)}, but throws {@link io.leveret.core.access.TooManyStepsException}. */
    public boolean matches(PolicyTarget target, StepBudget budget) {
        return applyTo.covers(target.kind()) && pattern.matches(target.name(), budget);
    }
}
