/**
 * Endpoints for what is the node's: users, virtual hosts, permissions, limits, policies, parameters. What is there is read from the node as it was when the request
 * came; changes are the node's ({@link io.leveret.core.node.Node}) and answered when they are durable.
 */
@NullMarked
package io.leveret.management.node;

import org.jspecify.annotations.NullMarked;
