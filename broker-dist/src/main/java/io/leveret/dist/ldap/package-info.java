/**
 * Logins that a directory checks. {@link io.leveret.dist.ldap.DirectoryLogins} binds with the name and the password of a login, on threads of its own, and the
 * directory's groups may say what a user may do. Everything here is asked by these threads; remembered logins by I/O loops, too.
 */
@NullMarked
package io.leveret.dist.ldap;

import org.jspecify.annotations.NullMarked;
