package io.leveret.management;

import io.leveret.core.access.Authenticator;
import io.leveret.core.node.Node;

/**
 * What management works on. {@code operatorToken} lets in who operates the broker on its own machine, without a user; an empty one lets nobody in.
 */
public record Surroundings(Node node, Authenticator authenticator, NodeFacts facts, String operatorToken) {}
