package io.leveret.dist.oauth;

import io.leveret.core.access.Access;
import io.leveret.core.access.Grant;
import io.leveret.core.access.NamePattern;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.TopicScope;
import io.leveret.core.access.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a token allows: {@code scopes}, in which the token's {@code claims} and <code>{vhost}</code> may stand for names, until it ends. A virtual host may be entered by
 * whom any scope gives a right in it. Immutable.
 */
record ScopeGrant(List<Scope> scopes, Map<String, String> claims, long endsAtMillis) implements Grant {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeGrant.class);

    ScopeGrant {
        scopes = List.copyOf(scopes);
        claims = Map.copyOf(claims);
    }

    @Override
    public @Nullable Rights rightsIn(String vhost) {
        List<Scope.Expanded> here = scopes.stream()
                .map(scope -> scope.expand(name -> name.equals("vhost") ? vhost : claims.get(name)))
                .flatMap(Optional::stream)
                .filter(scope -> scope.vhost().matches(vhost))
                .toList();
        if (here.isEmpty()) {
            return null;
        }
        try {
            Permissions permissions =
                    new Permissions(names(here, Access.CONFIGURE), names(here, Access.WRITE), names(here, Access.READ));
            return saysNothingOfKeys(here) ? Rights.of(permissions) : Rights.scoped(permissions, topics(here));
        } catch (PatternSyntaxException e) {
            LOG.warn("the {} scopes of a token in vhost '{}' are too many and allow nothing", here.size(), vhost);
            return null;
        }
    }

    private static NamePattern names(List<Scope.Expanded> here, Access access) {
        return Wildcard.anyOf(here.stream()
                .filter(scope -> scope.access() == access)
                .map(Scope.Expanded::name)
                .toList());
    }

    /**
     * Whether who may write to an exchange, or read from it, may use every routing key with it: then nobody need ask for each message. A scope without a key,
     * as in RabbitMQ, allows none.
     */
    private static boolean saysNothingOfKeys(List<Scope.Expanded> here) {
        return here.stream()
                .filter(scope -> scope.access() != Access.CONFIGURE && !hasAnyKey(scope))
                .allMatch(scope -> here.stream()
                        .anyMatch(other -> other.access() == scope.access()
                                && hasAnyKey(other)
                                && (other.name().isEverything() || other.name().equals(scope.name()))));
    }

    private static boolean hasAnyKey(Scope.Expanded scope) {
        return scope.key() != null && scope.key().isEverything();
    }

    /** One for each right and kind of routing key, with the exchanges for which that holds. */
    private static List<TopicScope> topics(List<Scope.Expanded> here) {
        record Kind(Access access, Wildcard key) {}
        Map<Kind, List<Wildcard>> exchanges = new LinkedHashMap<>();
        here.stream()
                .filter(scope -> scope.key() != null && scope.access() != Access.CONFIGURE)
                .forEach(scope -> exchanges
                        .computeIfAbsent(
                                new Kind(scope.access(), Objects.requireNonNull(scope.key())),
                                first -> new ArrayList<>())
                        .add(scope.name()));
        List<TopicScope> topics = new ArrayList<>();
        exchanges.forEach((kind, names) ->
                topics.add(new TopicScope(kind.access, Wildcard.anyOf(names), Wildcard.anyOf(List.of(kind.key)))));
        return topics;
    }
}
