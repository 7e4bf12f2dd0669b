/**
 * The floor that a broker's cost is held against: a process that answers each publish's octets with a deliver's octets, through the sockets
 * and with the options of the broker, and has nothing of a broker between. One I/O loop owns everything. A message passes so: {@code
 * FrameSplitter} finds the frames in what was read, {@code RelayConnection} the contents among them, {@code RelayChannel} their consumers, and
 * {@code Consumer} writes basic.deliver and the content's octets, as they came, to the {@code Output} of its connection, which is flushed when
 * the read is through.
 */
@NullMarked
package io.leveret.bench.relay;

import org.jspecify.annotations.NullMarked;
