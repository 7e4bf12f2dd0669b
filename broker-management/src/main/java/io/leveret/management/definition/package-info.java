/**
 * Definitions: everything of a node or a virtual host but messages, as RabbitMQ's JSON. They are exported, and imported as a whole or not at all: first everything is tried in
 * virtual hosts that nobody sees ({@link io.leveret.management.definition.Trial}), then it is done, and what was done is undone if something fails all the same.
 */
@NullMarked
package io.leveret.management.definition;

import org.jspecify.annotations.NullMarked;
