/** What a command is: its name and parameters, what it is called with, and lists of objects with columns to choose from. */
@NullMarked
package io.leveret.ctl.command;

import org.jspecify.annotations.NullMarked;
