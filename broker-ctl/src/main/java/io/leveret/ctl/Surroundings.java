package io.leveret.ctl;

import io.leveret.ctl.command.Input;
import java.io.PrintWriter;
import java.util.Map;

/** What a run finds around itself: the environment, the standard streams, and whether output goes to a terminal. */
record Surroundings(Map<String, String> environment, boolean terminal, Input input, PrintWriter out, PrintWriter err) {}
