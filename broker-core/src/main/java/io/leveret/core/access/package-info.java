/**
 * Who a user is and what it may do. Immutable values, but for what a session remembers of answers; the authenticator is asked on the auth worker.
 */
@NullMarked
package io.leveret.core.access;

import org.jspecify.annotations.NullMarked;
