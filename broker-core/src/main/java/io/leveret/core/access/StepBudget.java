package io.leveret.core.access;

/** How many steps a search through many names may still take. Owner: core (during one search). */
public final class StepBudget {
    private long left;

    public StepBudget(long most) {
        left = most;
    }

    long atMost(long wanted) {
        return Math.min(wanted, left);
    }

    void take(long steps) {
        left -= steps;
    }

    /** Whether there is less left than any one name may take: then it is not the name that takes too much. */
    public boolean isNearlySpent() {
        return left < NamePattern.MOST_STEPS;
    }
}
