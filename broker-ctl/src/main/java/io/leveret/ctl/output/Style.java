package io.leveret.ctl.output;

/** How a command prints: the format of tables, whether to a terminal, with a header, and what else it says. */
public record Style(Format format, boolean terminal, boolean headers, boolean quiet) {}
