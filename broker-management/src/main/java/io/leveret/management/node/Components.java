package io.leveret.management.node;

import io.leveret.management.broker.Problem;
import java.util.Set;

/** What the component of a virtual host's parameter means to the broker. As no plugin brings others, there are these alone. */
public final class Components {
    /** The limits of the virtual host, under the one name {@link #LIMITS}. */
    public static final String VHOST_LIMITS = "vhost-limits";

    public static final String LIMITS = "limits";

    /** A policy of the operator's, set at an endpoint of its own. */
    public static final String OPERATOR_POLICY = "operator_policy";

    private static final Set<String> POLICIES = Set.of("policy", OPERATOR_POLICY);

    private Components() {}

    /** Why no parameter can be of this component: it is set elsewhere, or nobody knows it. */
    public static Problem refused(String component) {
        return Problem.badRequest(
                POLICIES.contains(component)
                        ? "policies may not be set using this method"
                        : "Validation failed\n\ncomponent " + component + " not found\n");
    }
}
