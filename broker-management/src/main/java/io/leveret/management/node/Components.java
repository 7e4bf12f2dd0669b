package io.leveret.management.node;

import io.leveret.management.broker.Problem;
import java.util.Set;

/** What the component of a parameter means to the broker. Most mean nothing: such parameters are kept for whoever put them. */
public final class Components {
    /** The limits of the virtual host, under the one name {@link #LIMITS}. */
    public static final String VHOST_LIMITS = "vhost-limits";

    public static final String LIMITS = "limits";

    /** A policy of the operator's, set at an endpoint of its own. */
    public static final String OPERATOR_POLICY = "operator_policy";

    private static final Set<String> POLICIES = Set.of("policy", OPERATOR_POLICY);

    /** What RabbitMQ's plugins act upon. To keep it here would look as if it were done. */
    private static final Set<String> PLUGINS =
            Set.of("shovel", "federation", "federation-upstream", "federation-upstream-set");

    private Components() {}

    /** Refuses what is set elsewhere or would have no effect. */
    public static void check(String component) {
        if (POLICIES.contains(component)) {
            throw Problem.badRequest("policies may not be set using this method");
        }
        if (PLUGINS.contains(component)) {
            throw Problem.badRequest("Validation failed\n\ncomponent " + component
                    + " not found: this broker has no shovels and no federation\n");
        }
    }
}
