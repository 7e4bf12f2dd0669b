/** How a command ends when it can't do what was asked: a line for people, an exit code for scripts. */
@NullMarked
package io.leveret.ctl.error;

import org.jspecify.annotations.NullMarked;
