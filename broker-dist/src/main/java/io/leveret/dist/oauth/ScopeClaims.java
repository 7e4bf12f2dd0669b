package io.leveret.dist.oauth;

import io.leveret.dist.settings.OauthSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the scopes in what a token says: a text with blanks between them, a list, or, for who is asked by name, an object. Immutable. */
record ScopeClaims(OauthSettings.Scopes settings, String resourceServerId) {
    /** As in RabbitMQ. */
    private static final int MOST = 2_048;

    /** Those that are meant for this broker, without their prefix. */
    Set<String> of(Map<String, Object> claims) throws TokenRefusedException {
        List<String> all = new ArrayList<>(texts(claims.get("scope")));
        for (String claim : settings.additionalClaims()) {
            all.addAll(claims.containsKey(claim) ? texts(claims.get(claim)) : nested(claims, claim));
        }
        Set<String> ours = new LinkedHashSet<>();
        for (String scope : all) {
            Stream.concat(Stream.of(scope), settings.aliases().getOrDefault(scope, List.of()).stream())
                    .filter(meant -> meant.startsWith(settings.prefix()))
                    .forEach(meant -> ours.add(meant.substring(settings.prefix().length())));
        }
        if (ours.size() > MOST) {
            throw new TokenRefusedException("it has more than " + MOST + " scopes");
        }
        return ours;
    }

    /** {@code path} leads through objects, and through all objects of a list. */
    private List<String> nested(@Nullable Object value, String path) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(element -> nested(element, path).stream())
                    .toList();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return List.of();
        }
        int dot = path.indexOf('.');
        return dot < 0 ? texts(object.get(path)) : nested(object.get(path.substring(0, dot)), path.substring(dot + 1));
    }

    private List<String> texts(@Nullable Object value) {
        if (value instanceof String text) {
            return Arrays.stream(text.split(" "))
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return value instanceof Map<?, ?> object
                ? texts(object.get(resourceServerId)).stream()
                        .map(name -> settings.prefix() + name)
                        .toList()
                : List.of();
    }
}
