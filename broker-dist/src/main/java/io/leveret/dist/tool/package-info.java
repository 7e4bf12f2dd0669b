/** {@code bin/leveret-store}: looks into the data directory of a broker that does not run. One thread does everything. */
@NullMarked
package io.leveret.dist.tool;

import org.jspecify.annotations.NullMarked;
