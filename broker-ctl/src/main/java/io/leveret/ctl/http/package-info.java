/** The HTTP API as commands see it: paths, JSON, pages, refusals. */
@NullMarked
package io.leveret.ctl.http;

import org.jspecify.annotations.NullMarked;
