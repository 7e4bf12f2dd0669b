package io.leveret.core.exchange;

import io.leveret.core.count.Counts;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyTarget;
import org.jspecify.annotations.Nullable;

/**
 * What a binding leads to: a queue or another exchange. Owner: core.
 */
public abstract class Destination implements PolicyTarget {
    private final String name;
    private long lastWalk;
    private @Nullable Policy policy;
    private @Nullable Policy operatorPolicy;
    private @Nullable Counts counts; // most of very many queues never have any

    protected Destination(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final @Nullable Policy policy() {
        return policy;
    }

    @Override
    public final @Nullable Policy operatorPolicy() {
        return operatorPolicy;
    }

    @Override
    public void policyChanged(@Nullable Policy newPolicy, @Nullable Policy newOperatorPolicy) {
        policy = newPolicy;
        operatorPolicy = newOperatorPolicy;
    }

    /** What happened here, to be added to. */
    public final Counts counts() {
        Counts there = counts;
        if (there == null) {
            there = new Counts();
            counts = there;
        }
        return there;
    }

    /** What happened here, or null if nothing ever did. */
    public final @Nullable Counts countsIfAny() {
        return counts;
    }

    /** True the first time it is asked with this number: how a {@link Router} keeps a message from reaching a place twice. */
    final boolean enters(long walk) {
        if (lastWalk == walk) {
            return false;
        }
        lastWalk = walk;
        return true;
    }
}
