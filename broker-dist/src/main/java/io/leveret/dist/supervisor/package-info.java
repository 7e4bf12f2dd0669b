/**
 * Tells systemd, or whoever else started the process with {@code NOTIFY_SOCKET}, that the broker is ready, that it stops, how it is, and that its threads answer. All of
 * it happens on a thread of its own; I/O loops and cores are asked, and answer, by hand-overs.
 */
@NullMarked
package io.leveret.dist.supervisor;

import org.jspecify.annotations.NullMarked;
