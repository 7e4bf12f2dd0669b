package io.leveret.dist.oauth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import io.leveret.core.access.Account;
import io.leveret.dist.settings.OauthSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings in force: which tokens count, and whom they make. Immutable but for keys that are fetched. */
public final class TokenRules {
    private static final String TAG = "tag:";
    private static final int LONGEST_NAME = 255;

    private final TokenCheck check;
    private final OauthSettings settings;
    private final JWKSet ownKeys;
    private final List<String> nameClaims;
    private final ScopeClaims scopeClaims;

    /** {@code ownKeys} are those of the settings' files, for who compares. */
    TokenRules(TokenCheck check, OauthSettings settings, JWKSet ownKeys) {
        this.check = check;
        this.settings = settings;
        this.ownKeys = ownKeys;
        this.nameClaims = Stream.concat(settings.userNameClaims().stream(), Stream.of("sub", "client_id"))
                .toList();
        this.scopeClaims = new ScopeClaims(settings.scopes(), settings.resourceServerId());
    }

    /** Reads what the settings name; throws {@link OauthException} if that can't be used, or something is missing. */
    public static TokenRules read(OauthSettings settings) {
        String id = settings.resourceServerId();
        if (id.isBlank()) {
            throw new OauthException(
                    "leveret.logins.backends has oauth2, and leveret.oauth2.resource-server-id does not say what"
                            + " tokens call this broker");
        }
        KeyRing keys = KeyRing.of(settings);
        TokenCheck check = new TokenCheck(id, settings.checks(), keys, System::currentTimeMillis);
        return new TokenRules(check, settings, keys.own());
    }

    boolean hasSettingsOf(TokenRules other) {
        return settings.equals(other.settings);
    }

    boolean hasKeysOf(TokenRules other) {
        return ownKeys.equals(other.ownKeys);
    }

    Account account(String token) throws TokenRefusedException {
        JWTClaimsSet claims = check.check(token);
        Set<String> found = scopeClaims.of(claims.getClaims());
        List<Scope> scopes = new ArrayList<>();
        for (String scope : found) {
            Scope.parse(scope).ifPresent(scopes::add);
        }
        Set<String> tags = found.stream()
                .filter(scope -> scope.startsWith(TAG))
                .map(scope -> scope.substring(TAG.length()))
                .collect(Collectors.toSet());
        long end =
                Objects.requireNonNull(claims.getExpirationTime()).toInstant().toEpochMilli();
        String name = name(claims);
        try {
            return Account.granted(name, tags, new ScopeGrant(scopes, texts(claims), end));
        } catch (IllegalArgumentException e) {
            throw new TokenRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private String name(JWTClaimsSet claims) throws TokenRefusedException {
        Optional<String> name = nameClaims.stream()
                .map(claims::getClaim)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
        if (name.isEmpty()) {
            throw new TokenRefusedException("it names no user in any of the claims " + nameClaims);
        }
        if (!isName(name.get())) {
            throw new TokenRefusedException("its user's name " + TokenRefusedException.shown(name.get())
                    + " is empty, longer than " + LONGEST_NAME + " octets, or has control characters");
        }
        return name.get();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static Map<String, String> texts(JWTClaimsSet claims) {
        Map<String, String> texts = new HashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }
}
