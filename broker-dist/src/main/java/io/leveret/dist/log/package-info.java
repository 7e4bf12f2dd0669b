/** The last lines of the log, kept in memory for who looks at them live. */
@NullMarked
package io.leveret.dist.log;

import org.jspecify.annotations.NullMarked;
