/**
 * Messages and what they are made of: properties and field tables as the octets received, and the body. They are immutable but for what
 * a message's core notes of it, so they cross threads freely; the memory for octets that lie for long is a core's own.
 */
@NullMarked
package io.leveret.core.message;

import org.jspecify.annotations.NullMarked;
