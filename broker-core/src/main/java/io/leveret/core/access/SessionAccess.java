package io.leveret.core.access;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a session may do, with the last answers remembered: a client asks the same few things again and again, and an answer costs a regular
 * expression. Owner: core.
 */
public final class SessionAccess {
    private static final int REMEMBERED = 64;

    private final String vhost;
    private final @Nullable String clientId;
    private final Answers answers = new Answers();
    private final Map<Question, Optional<NamePattern>> topicPatterns = new HashMap<>();
    private User user;
    private Rights rights;
    private boolean topics; // asked for every message

    /** {@code clientId} is what a client calls itself, if it does. */
    public SessionAccess(User user, String vhost, @Nullable String clientId) {
        this.vhost = vhost;
        this.clientId = clientId;
        this.user = user;
        this.rights = rightsOf(user);
        this.topics = rights.hasTopics();
    }

    private Rights rightsOf(User of) {
        Rights found = of.rightsIn(vhost);
        return found == null ? Rights.NONE : found;
    }

    /** What was allowed so far counts no more. */
    public void change(User changed) {
        user = changed;
        rights = rightsOf(changed);
        topics = rights.hasTopics();
        answers.clear();
        topicPatterns.clear();
    }

    public User user() {
        return user;
    }

    /** Whether the user has this right on the queue or exchange with this name. */
    public boolean allows(Access access, String name) {
        if (rights.permissions().pattern(access).isEverything()) {
            return true;
        }
        return answers.computeIfAbsent(
                new Question(access, name, null),
                question -> rights.permissions().allows(access, name));
    }

    /** Whether any routing keys are not for everybody; if not, nobody need ask. */
    public boolean hasTopics() {
        return topics;
    }

    /** Whether the user may publish to (write) or bind to (read) this topic exchange with this routing key. */
    public boolean allowsTopic(Access access, String exchange, String key) {
        List<TopicScope> scopes = rights.topicScopes();
        if (scopes != null) {
            return answers.computeIfAbsent(
                    new Question(access, exchange, key),
                    question -> scopes.stream().anyMatch(scope -> scope.allows(access, exchange, key)));
        }
        TopicPermission topic = rights.topics().get(exchange);
        if (topic == null) {
            return true;
        }
        return answers.computeIfAbsent(
                new Question(access, exchange, key),
                question -> pattern(access, topic)
                        .map(pattern -> pattern.matches(key))
                        .orElse(false));
    }

    /** Made once, and what is wrong with it is logged once. */
    private Optional<NamePattern> pattern(Access access, TopicPermission topic) {
        return topicPatterns.computeIfAbsent(new Question(access, topic.exchange(), null), question -> {
            TopicPermission.Variables variables = new TopicPermission.Variables(user.name(), vhost, clientId);
            return Optional.ofNullable(topic.pattern(access, variables));
        });
    }

    private record Question(
            Access access, String name, @Nullable String key) {}

    /** The oldest answer makes room for a new one. Owner: core. */
    private static final class Answers extends LinkedHashMap<Question, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
