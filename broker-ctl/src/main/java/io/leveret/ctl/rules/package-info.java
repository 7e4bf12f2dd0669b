/** Commands about policies, parameters and definitions. */
@NullMarked
package io.leveret.ctl.rules;

import org.jspecify.annotations.NullMarked;
