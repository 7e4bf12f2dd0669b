/** Who may log in: the users of the settings, their passwords kept as salted digests only. Immutable, asked on the auth worker. */
@NullMarked
package io.leveret.dist.access;

import org.jspecify.annotations.NullMarked;
