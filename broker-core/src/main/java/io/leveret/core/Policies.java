package io.leveret.core;

import io.leveret.core.access.StepBudget;
import io.leveret.core.access.TooManyStepsException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.exchange.Destination;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyChange;
import io.leveret.core.policy.PolicyKeys;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.policy.PolicyList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The policies of a virtual host, and which of them applies to which queue or exchange. A change looks at every name once, in the turn that it is made in, by
 * the expression of the changed policy. One that takes too many steps for a name, or for all of them, is refused before anything changes. Owner: core.
 */
final class Policies {
    /** For all names together: some hundred milliseconds. 100,000 names of 50 characters take 5,000,000 in an honest search. */
    static final long MOST_STEPS = 50_000_000;

    private final Topology topology;
    private final PolicyList users = new PolicyList();
    private final PolicyList operators = new PolicyList();

    Policies(Topology topology) {
        this.topology = topology;
    }

    private PolicyList list(PolicyLayer layer) {
        return layer == PolicyLayer.USER ? users : operators;
    }

    /** All policies of the layer, the one with the highest priority first. */
    List<Policy> all(PolicyLayer layer) {
        return list(layer).all();
    }

    /** Adds or replaces a policy, and returns its record; throws {@link ChangeRefusedException} if it can't be put. */
    JournalRecord put(String vhost, PolicyLayer layer, Policy policy) {
        PolicyKeys.check(layer, policy.definition());
        put(layer, policy, matched(policy, new StepBudget(MOST_STEPS)));
        return new JournalRecord.SettingPut(layer.setting(), vhost, policy.name(), policy.encoded());
    }

    private Set<Destination> matched(Policy policy, StepBudget budget) {
        Set<Destination> matched = new HashSet<>();
        topology.forEach(destination -> {
            try {
                if (policy.matches(destination, budget)) {
                    matched.add(destination);
                }
            } catch (TooManyStepsException e) {
                throw ChangeRefusedException.invalid(tooCostly(budget, destination));
            }
        });
        return matched;
    }

    /** What to say of a pattern whose search through names was given up at this one. */
    static String tooCostly(StepBudget budget, Destination at) {
        return budget.isNearlySpent()
                ? "the pattern takes too many steps for all names together; one that begins with ^ takes fewer"
                : "the pattern takes too many steps for the name '" + at.name() + "'";
    }

    /** Puts a policy that was put before: it was found good then, for the names of that time. */
    void restore(PolicyLayer layer, Policy policy) {
        Set<Destination> matched = new HashSet<>();
        topology.forEach(destination -> {
            if (policy.matches(destination)) {
                matched.add(destination);
            }
        });
        put(layer, policy, matched);
    }

    private void put(PolicyLayer layer, Policy policy, Set<Destination> matched) {
        Policy before = list(layer).put(policy);
        rematch(layer, new PolicyChange(before, policy, matched));
    }

    /** Removes a policy, and returns its record; throws {@link ChangeRefusedException} if there is none of this name. */
    JournalRecord remove(String vhost, PolicyLayer layer, String name) {
        Policy before = list(layer).remove(name);
        if (before == null) {
            throw ChangeRefusedException.notFound("no policy '" + name + "' in vhost '" + vhost + "'");
        }
        rematch(layer, new PolicyChange(before, null, Set.of()));
        return new JournalRecord.SettingRemoved(layer.setting(), vhost, name);
    }

    private void rematch(PolicyLayer layer, PolicyChange change) {
        topology.routesChanged(); // alternate exchanges
        topology.forEach(destination -> {
            Policy current = layer.of(destination);
            Policy now = list(layer).rematch(destination, current, change);
            if (!Objects.equals(now, current)) {
                destination.policyChanged(
                        layer == PolicyLayer.USER ? now : destination.policy(),
                        layer == PolicyLayer.OPERATOR ? now : destination.operatorPolicy());
            }
        });
    }

    /** A queue or exchange is new. */
    void applyTo(Destination destination) {
        Policy policy = users.match(destination);
        Policy operatorPolicy = operators.match(destination);
        if (policy != null || operatorPolicy != null) {
            destination.policyChanged(policy, operatorPolicy);
        }
    }
}
