package io.leveret.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
        return first(policy -> policy.name().equals(name));
    }

    /** All of them, the one with the highest priority first. */
    public List<Policy> all() {
        return List.copyOf(ranked);
    }

    /** The policy that applies to the target. */
    public @Nullable Policy match(PolicyTarget target) {
        return first(policy -> policy.matches(target));
    }

    /**
     * The policy that applies now that one has changed, when {@code current} applied until then. Only where the changed one applied must the others be
     * asked; elsewhere one look tells whether it does now.
     */
    public @Nullable Policy rematch(PolicyTarget target, @Nullable Policy current, PolicyChange change) {
        Policy before = change.before();
        Policy after = change.after();
        if (before != null && before.equals(current)) {
            return first(policy -> change.matches(policy, target));
        }
        if (after == null || (current != null && Policy.BY_RANK.compare(current, after) < 0)) {
            return current;
        }
        return change.matches(after, target) ? after : current;
    }

    private @Nullable Policy first(Predicate<Policy> matches) {
        for (Policy policy : ranked) {
            if (matches.test(policy)) {
                return policy;
            }
        }
        return null;
    }
}
