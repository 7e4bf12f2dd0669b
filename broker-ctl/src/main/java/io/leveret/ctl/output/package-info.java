/** What a command prints: tables in four formats, and lines. */
@NullMarked
package io.leveret.ctl.output;

import org.jspecify.annotations.NullMarked;
