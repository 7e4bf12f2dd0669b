/** Commands that publish, read, move and delete messages. */
@NullMarked
package io.leveret.ctl.message;

import org.jspecify.annotations.NullMarked;
