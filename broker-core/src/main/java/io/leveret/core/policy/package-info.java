/**
 * Policies: what an administrator sets for all queues and exchanges whose names match. The values are immutable; the list is the core's.
 */
@NullMarked
package io.leveret.core.policy;

import org.jspecify.annotations.NullMarked;
