/** leveretctl: parses the command line, runs the one command it names over the HTTP API, and turns what goes wrong into a line and an exit code. All of it is one thread's, management. */
@NullMarked
package io.leveret.ctl;

import org.jspecify.annotations.NullMarked;
