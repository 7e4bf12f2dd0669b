package io.leveret.core.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy has become another; {@code before} or {@code after} may be null. {@code matched} is what {@code after} matches, so that no name is searched twice.
 */
public record PolicyChange(
        @Nullable Policy before, @Nullable Policy after, Set<? extends PolicyTarget> matched) {
    boolean matches(Policy policy, PolicyTarget target) {
        return policy.equals(after) ? matched.contains(target) : policy.matches(target);
    }
}
