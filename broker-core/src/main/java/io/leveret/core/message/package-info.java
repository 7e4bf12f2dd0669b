/**
 * Messages and what they are made of: properties and field tables as the octets received, and the body. All immutable, so they cross
 * threads freely.
 */
@NullMarked
package io.leveret.core.message;

import org.jspecify.annotations.NullMarked;
