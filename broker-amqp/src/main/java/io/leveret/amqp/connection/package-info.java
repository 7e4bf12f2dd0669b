/**
 * Connections: the listening sockets, what proxies and TLS tell of a peer, the handshake with its logins, heartbeats, back-pressure and the ways a connection ends. Behind the
 * codec one handler, {@link io.leveret.amqp.connection.ConnectionHandler}, hands channels' frames on to {@code amqp.channel}. All state of
 * a connection belongs to its I/O loop; passwords are checked on the auth worker.
 */
@NullMarked
package io.leveret.amqp.connection;

import org.jspecify.annotations.NullMarked;
