/**
 * A whole virtual host on a journal on a disk that forgets, all turned by hand by one thread: whatever write it ends at, each message is where it may
 * be. A {@link io.leveret.dist.crash.Scenario} acts as a {@link io.leveret.dist.crash.Client} on a {@link io.leveret.dist.crash.TurnedNode};
 * {@link io.leveret.dist.crash.History} remembers what was asked and what was promised; {@link io.leveret.dist.crash.Run} ends the node, starts it
 * again, and looks where the messages are.
 */
@NullMarked
package io.leveret.dist.crash;

import org.jspecify.annotations.NullMarked;
