package io.leveret.core.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies of one layer by rank. Owner: core. */
public final class PolicyList {
    private final List<Policy> ranked = new ArrayList<>();

    /** Adds a policy, or replaces the one with its name, which is returned. */
    public @Nullable Policy put(Policy policy) {
        Policy before = remove(policy.name());
        ranked.add(policy);
        ranked.sort(Policy.BY_RANK);
        return before;
    }

    public @Nullable Policy remove(String name) {
        Policy found = find(name);
        ranked.remove(found);
        return found;
    }

    public @Nullable Policy find(String name) {
        for (Policy policy : ranked) {
            if (policy.name().equals(name)) {
                return policy;
            }
        }
        return null;
    }

    /** All of them, the one with the highest priority first. */
    public List<Policy> all() {
        return List.copyOf(ranked);
    }

    /** The policy that applies to the target. */
    public @Nullable Policy match(PolicyTarget target) {
        for (Policy policy : ranked) {
            if (policy.matches(target)) {
                return policy;
            }
        }
        return null;
    }

    /**
     * The policy that applies now that {@code before} has become {@code after} (either may be null), when {@code current} applied until then. Only where
     * the changed one applied must the others be asked; elsewhere one look tells whether it does now.
     */
    public @Nullable Policy rematch(
            PolicyTarget target, @Nullable Policy current, @Nullable Policy before, @Nullable Policy after) {
        if (before != null && before.equals(current)) {
            return match(target);
        }
        if (after == null || (current != null && Policy.BY_RANK.compare(current, after) < 0)) {
            return current;
        }
        return after.matches(target) ? after : current;
    }
}
