/**
 * Logins with OAuth 2 access tokens, as RabbitMQ's plugin takes them: a token (JWT) in place of a password says who somebody is and, in its scopes, what it may do.
 * {@code TokenLogins} is asked; {@code TokenCheck} looks whether a token counts, by keys that {@code KeyFiles} reads and {@code RemoteKeys} fetches; {@code ScopeGrant}
 * makes rights of what it says. Everything may be asked by several auth workers and management's at once.
 */
@NullMarked
package io.leveret.dist.oauth;

import org.jspecify.annotations.NullMarked;
