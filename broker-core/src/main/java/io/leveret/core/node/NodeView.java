package io.leveret.core.node;

import io.leveret.core.CoreReader;
import io.leveret.core.access.Account;
import io.leveret.core.access.User;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the node knows at one moment: accounts and users (with their rights) by name, virtual hosts with what describes them ({@link VhostDescription}), rights on routing keys (also of users that may not enter the virtual host), limits where there are any, global parameters, and how to look into the
 * virtual hosts that run.
 * Immutable.
 */
public record NodeView(
        Map<String, Account> accounts,
        Map<String, User> users,
        Map<String, FieldTable> vhosts,
        List<TopicRight> topicRights,
        Map<String, VhostLimits> vhostLimits,
        Map<String, UserLimits> userLimits,
        Map<String, FieldValue> globalParameters,
        Map<String, CoreReader> readers) {
    /** What somebody named the cluster, over whatever the configuration calls it. */
    public Optional<String> clusterName() {
        return Optional.ofNullable(globalParameters.get(Parameters.CLUSTER_NAME))
                .map(FieldValue::text);
    }
}
