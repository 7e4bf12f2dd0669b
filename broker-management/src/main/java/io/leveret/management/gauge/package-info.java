/** What the process that the node runs in tells of itself: an interface that the one who starts management implements. */
@NullMarked
package io.leveret.management.gauge;

import org.jspecify.annotations.NullMarked;
