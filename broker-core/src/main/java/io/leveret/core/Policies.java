package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.exchange.Destination;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyKeys;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.policy.PolicyList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a virtual host, and which of them applies to which queue or exchange. A change looks at every name once, in the turn that it is made in: by
 * one regular expression where the changed policy did not apply before, which is some 100 ms for 100,000 names. An expression that is not affordable
 * for one of the names is refused before. Owner: core.
 */
final class Policies {
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

    /** Throws {@link ChangeRefusedException} if the policy can't be put. */
    void check(PolicyLayer layer, Policy policy) {
        PolicyKeys.check(layer, policy.definition());
        topology.forEach(destination -> {
            if (!policy.pattern().isAffordable(destination.name())) {
                throw ChangeRefusedException.invalid(
                        "the pattern takes too many steps for the name '" + destination.name() + "'");
            }
        });
    }

    /** Adds or replaces a policy, and returns its record. */
    JournalRecord put(String vhost, PolicyLayer layer, Policy policy) {
        Policy before = list(layer).put(policy);
        rematch(layer, before, policy);
        return new JournalRecord.SettingPut(layer.setting(), vhost, policy.name(), policy.encoded());
    }

    /** Removes a policy, and returns its record; throws {@link ChangeRefusedException} if there is none of this name. */
    JournalRecord remove(String vhost, PolicyLayer layer, String name) {
        Policy before = list(layer).remove(name);
        if (before == null) {
            throw ChangeRefusedException.notFound("no policy '" + name + "' in vhost '" + vhost + "'");
        }
        rematch(layer, before, null);
        return new JournalRecord.SettingRemoved(layer.setting(), vhost, name);
    }

    private void rematch(PolicyLayer layer, @Nullable Policy before, @Nullable Policy after) {
        topology.routesChanged(); // alternate exchanges
        topology.forEach(destination -> {
            Policy current = layer.of(destination);
            Policy now = list(layer).rematch(destination, current, before, after);
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
