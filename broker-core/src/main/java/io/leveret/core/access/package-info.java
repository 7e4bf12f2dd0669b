/**
 * Who a user is and what it may do. Immutable; the authenticator is asked on the auth worker.
 */
@NullMarked
package io.leveret.core.access;

import org.jspecify.annotations.NullMarked;
