package io.leveret.management.node;

import io.leveret.core.node.Node;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Passwords;
import io.leveret.management.http.Route;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;

/** All endpoints of this package. Owner: management. */
public final class NodeObjects {
    private final Vertx vertx;
    private final ManagementLoop loop;
    private final Node node;
    private final Passwords passwords;
    private final Names names;

    public NodeObjects(Vertx vertx, ManagementLoop loop, Node node, Passwords passwords, Names names) {
        this.vertx = vertx;
        this.loop = loop;
        this.node = node;
        this.passwords = passwords;
        this.names = names;
    }

    /** What this node is called, and its cluster by the configuration. */
    public record Names(String node, String cluster) {}

    public List<Route> routes() {
        PolicyRoutes operatorPolicies = new PolicyRoutes(node, loop, PolicyLayer.OPERATOR);
        return Stream.of(
                        new VhostRoutes(node, loop, names.node()).routes(),
                        new UserRoutes(node, loop, passwords, new UserBody(vertx, passwords)).routes(),
                        new PermissionRoutes(node, loop).routes(),
                        new TopicPermissionRoutes(node, loop).routes(),
                        new UserLimitRoutes(node, loop).routes(),
                        new VhostLimitRoutes(node, loop).routes(),
                        new PolicyRoutes(node, loop, PolicyLayer.USER).routes(),
                        operatorPolicies.routes(),
                        new PolicyMatchRoutes(loop).routes(),
                        new ParameterRoutes(node, loop, operatorPolicies).routes(),
                        new GlobalParameterRoutes(node, loop, names.cluster()).routes(),
                        FeatureRoutes.routes())
                .flatMap(List::stream)
                .toList();
    }
}
