/**
 * Who may log in: accounts as the node tells of them, passwords kept as salted hashes only, asked on the auth workers; and how many channels each user has.
 */
@NullMarked
package io.leveret.dist.access;

import org.jspecify.annotations.NullMarked;
