package io.leveret.dist.oauth;

import io.leveret.core.access.Access;
import io.leveret.core.access.Wildcard;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One scope that is meant for this broker, such as {@code read:VHOST/NAME} or {@code write:VHOST/NAME/KEY}: a right on what has such names in such virtual hosts. The
 * parts are as they were written: URL-encoded, with {@code *} for any characters and <code>{claim}</code> for what the token says. {@code key} is null if the
 * scope says nothing of routing keys. Immutable.
 */
record Scope(
        Access access, String vhost, String name, @Nullable String key) {
    private static final int MOST_PARTS = 3;

    /** {@code text} is without the prefix; empty for what is no such scope. */
    static Optional<Scope> parse(String text) {
        for (Access access : Access.values()) {
            String begin = access.word() + ":";
            if (text.startsWith(begin)) {
                return parse(access, text.substring(begin.length()).split("/", -1));
            }
        }
        return Optional.empty();
    }

    private static Optional<Scope> parse(Access access, String[] parts) {
        if (parts.length < 2 || parts.length > MOST_PARTS) {
            return Optional.empty();
        }
        return Optional.of(new Scope(access, parts[0], parts[1], parts.length == MOST_PARTS ? parts[2] : null));
    }

    /** A scope with values for its variables. */
    record Expanded(
            Access access,
            Wildcard vhost,
            Wildcard name,
            @Nullable Wildcard key) {}

    /** {@code variables} gives null for what there is no value for: then, or if it is not encoded right, the scope stands for nothing. */
    Optional<Expanded> expand(UnaryOperator<@Nullable String> variables) {
        Optional<Wildcard> vhosts = ScopeText.wildcard(vhost, variables);
        Optional<Wildcard> names = ScopeText.wildcard(name, variables);
        Optional<Wildcard> keys = key == null ? Optional.empty() : ScopeText.wildcard(key, variables);
        if (vhosts.isEmpty() || names.isEmpty() || (key != null && keys.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Expanded(access, vhosts.get(), names.get(), keys.orElse(null)));
    }
}
