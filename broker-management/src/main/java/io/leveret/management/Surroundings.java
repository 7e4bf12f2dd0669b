package io.leveret.management;

import io.leveret.core.access.Authenticator;
import io.leveret.core.node.Node;

/** What management works on. */
public record Surroundings(Node node, Authenticator authenticator) {}
