/** Commands about what lives in the broker (queues, connections) and about the broker itself: state, health, log, backups. */
@NullMarked
package io.leveret.ctl.broker;

import org.jspecify.annotations.NullMarked;
