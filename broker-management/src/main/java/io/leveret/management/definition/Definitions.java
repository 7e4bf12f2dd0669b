package io.leveret.management.definition;

import io.leveret.core.BindingRequest;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.message.FieldValue;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostDescription;
import io.leveret.core.node.VhostLimits;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a file asks for. Filled by its reader, then read only. Owner: management. */
final class Definitions {
    /** What becomes of the description that there is. */
    final Map<String, UnaryOperator<VhostDescription>> vhosts = new LinkedHashMap<>();

    final List<UserDefinition> users = new ArrayList<>();
    final List<Permission> permissions = new ArrayList<>();
    final List<TopicRights> topicPermissions = new ArrayList<>();
    final Map<String, VhostLimits> vhostLimits = new LinkedHashMap<>();
    final Map<String, FieldValue> globalParameters = new LinkedHashMap<>();
    final List<VhostPolicy> policies = new ArrayList<>();

    /** What is declared in each virtual host that the file names. */
    final Map<String, Topology> topologies = new LinkedHashMap<>();

    record UserDefinition(Account account, UserLimits limits) {}

    record Permission(String vhost, String user, Permissions permissions) {}

    record TopicRights(String vhost, String user, TopicPermission permission) {}

    record VhostPolicy(String vhost, PolicyLayer layer, Policy policy) {}

    /** Exchanges, queues and bindings of one virtual host. */
    record Topology(List<ExchangeDeclaration> exchanges, List<QueueDeclaration> queues, List<BindingRequest> bindings) {
        Topology() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    Topology topology(String vhost) {
        return topologies.computeIfAbsent(vhost, any -> new Topology());
    }

    int size() {
        int declared = topologies.values().stream()
                .mapToInt(topology -> topology.exchanges().size()
                        + topology.queues().size()
                        + topology.bindings().size())
                .sum();
        return declared
                + vhosts.size()
                + users.size()
                + permissions.size()
                + topicPermissions.size()
                + vhostLimits.size()
                + globalParameters.size()
                + policies.size();
    }
}
