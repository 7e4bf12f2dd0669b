package io.leveret.core.access;

import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which routing keys of a topic exchange a user may publish with ({@code write}) and bind with ({@code read}): regular expressions in which
 * <code>{username}</code>, <code>{vhost}</code> and <code>{client_id}</code> stand for what they name, taken literally.
 */
public record TopicPermission(String exchange, String write, String read) {
    private static final String CLIENT_ID = "{client_id}";
    private static final Logger log = LoggerFactory.getLogger(TopicPermission.class);

    /** Throws {@link PatternSyntaxException} for an expression that is none. */
    public TopicPermission {
        check(write);
        check(read);
    }

    private static void check(String regex) {
        NamePattern.of(regex.replaceAll("\\{(username|vhost|client_id)}", "v"));
    }

    /** What the variables stand for; a connection need not have named a client id. */
    public record Variables(
            String user, String vhost, @Nullable String clientId) {}

    /** The pattern for this right; null, which allows nothing, if it has a variable that stands for nothing, or is no expression with these values. */
    public @Nullable NamePattern pattern(Access access, Variables variables) {
        String regex = access == Access.WRITE ? write : read;
        if (variables.clientId() == null && regex.contains(CLIENT_ID)) {
            return null;
        }
        try {
            return NamePattern.compiled(expand(regex, variables));
        } catch (PatternSyntaxException e) { // such as [a-{username}]
            log.warn(
                    "a topic permission is no expression for this user and allows nothing user={} vhost={} exchange={} regex={}",
                    variables.user(),
                    variables.vhost(),
                    exchange,
                    regex);
            return null;
        }
    }

    private static String expand(String regex, Variables variables) {
        String clientId = variables.clientId() == null ? "" : variables.clientId();
        return regex.replace("{username}", NamePattern.literal(variables.user()))
                .replace("{vhost}", NamePattern.literal(variables.vhost()))
                .replace(CLIENT_ID, NamePattern.literal(clientId));
    }
}
