package io.leveret.management;

import io.leveret.core.access.Authenticator;
import io.leveret.core.node.Node;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.broker.Passwords;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.operation.Operations;

/**
 * What management works on. {@code operatorToken} lets in who operates the broker on its own machine, without a user; an empty one lets nobody in.
 */
public record Surroundings(
        Node node,
        Authenticator authenticator,
        Passwords passwords,
        NodeFacts facts,
        Gauges gauges,
        Operations.Sources operations,
        String operatorToken) {}
