/** The node as a whole: overview, health checks. */
@NullMarked
package io.leveret.management.overview;

import org.jspecify.annotations.NullMarked;
