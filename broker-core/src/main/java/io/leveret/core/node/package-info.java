/**
 * What is the whole node's: users, virtual hosts, who may do what in which, limits. One owner runs all changes, one after the other, and journals them;
 * everybody else has immutable values, sent as events: a core those of its sessions' users, the auth worker the accounts.
 */
@NullMarked
package io.leveret.core.node;

import org.jspecify.annotations.NullMarked;
