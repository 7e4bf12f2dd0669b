package io.leveret.core;

import io.leveret.core.access.StepBudget;
import io.leveret.core.access.TooManyStepsException;
import io.leveret.core.exchange.Destination;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.TargetKind;
import io.leveret.core.view.PolicyMatches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks, name by name, what a policy would be for; with the same bounds as putting it has. Owner: core. */
final class PolicySearch {
    /** So many names of each kind are told. */
    private static final int MOST_NAMES = 50;

    private final Policy policy;
    private final StepBudget budget = new StepBudget(Policies.MOST_STEPS);
    private final List<String> queues = new ArrayList<>();
    private final List<String> exchanges = new ArrayList<>();
    private int queueCount;
    private int exchangeCount;
    private @Nullable String problem;

    PolicySearch(Policy policy) {
        this.policy = policy;
    }

    /** Looks at one more; there is nothing to tell of it alone. */
    @Nullable
    Object look(Destination destination) {
        try {
            if (problem == null && policy.matches(destination, budget)) {
                add(destination);
            }
        } catch (TooManyStepsException e) {
            problem = Policies.tooCostly(budget, destination);
        }
        return null;
    }

    private void add(Destination destination) {
        boolean isExchange = destination.kind() == TargetKind.EXCHANGE;
        List<String> names = isExchange ? exchanges : queues;
        if (names.size() < MOST_NAMES) {
            names.add(destination.name());
        }
        if (isExchange) {
            exchangeCount++;
        } else {
            queueCount++;
        }
    }

    PolicyMatches found() {
        return new PolicyMatches(List.copyOf(queues), queueCount, List.copyOf(exchanges), exchangeCount, problem);
    }
}
