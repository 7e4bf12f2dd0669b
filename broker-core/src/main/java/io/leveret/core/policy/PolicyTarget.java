package io.leveret.core.policy;

import org.jspecify.annotations.Nullable;

/** What policies apply to: a queue or an exchange. All calls are the core's. */
public interface PolicyTarget {
    String name();

    TargetKind kind();

    /** The policy that applies, or null. */
    @Nullable
    Policy policy();

    /** The operator policy that applies beside it, or null. */
    @Nullable
    Policy operatorPolicy();

    /** Other policies apply from now on, null for none; also called when one of them has a new definition. */
    void policyChanged(@Nullable Policy policy, @Nullable Policy operatorPolicy);
}
