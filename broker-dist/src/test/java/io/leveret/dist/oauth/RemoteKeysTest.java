package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.leveret.dist.settings.OauthSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When keys are fetched, and which count meanwhile. */
class RemoteKeysTest {
    private static final String ADDRESS = "https://keys.example/jwks.json";
    private static final String ISSUER = "https://issuer.example/realm";
    private static final String ABOUT = ISSUER + "/.well-known/openid-configuration";
    private static final TestTokens FIRST = TestTokens.withKey("first");
    private static final TestTokens SECOND = TestTokens.withKey("second");

    private final Map<String, String> pages = new HashMap<>();
    private final List<String> fetched = new ArrayList<>();
    private long now;
    private final Documents documents = address -> {
        fetched.add(address.toString());
        String page = pages.get(address.toString());
        if (page == null) {
            throw new IOException("HTTP status 404");
        }
        return page;
    };

    private RemoteKeys keys(String jwksUrl) {
        OauthSettings.Keys settings = new OauthSettings.Keys(List.of(), Optional.empty(), jwksUrl, Optional.empty());
        return new RemoteKeys(settings, ISSUER, documents, () -> now);
    }

    private static List<String> find(RemoteKeys keys, String id) {
        return keys.find(new JWKMatcher.Builder().keyID(id).build()).stream()
                .map(JWK::getKeyID)
                .toList();
    }

    @Test
    void keysAreFetchedWhenTheyAreNeededAndThenKept() {
        pages.put(ADDRESS, FIRST.jwks());
        RemoteKeys keys = keys(ADDRESS);
        assertThat(fetched).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(find(keys, "first")).containsExactly("first");
            now += RemoteKeys.SHORTEST_NANOS;
        }
        assertThat(fetched).containsExactly(ADDRESS);
    }

    @Test
    void anUnknownKeyIsAskedForButNotTooOften() {
        pages.put(ADDRESS, FIRST.jwks());
        RemoteKeys keys = keys(ADDRESS);
        assertThat(find(keys, "first")).hasSize(1);
        pages.put(ADDRESS, SECOND.jwks());
        now += RemoteKeys.SHORTEST_NANOS - 1;
        assertThat(find(keys, "second")).isEmpty();
        assertThat(fetched).hasSize(1);
        now++;
        assertThat(find(keys, "second")).containsExactly("second");
        assertThat(find(keys, "first")).as("it is no more").isEmpty();
        assertThat(find(keys, "made-up")).isEmpty();
        assertThat(fetched).hasSize(2);
    }

    @Test
    void oldKeysAreFetchedAgain() {
        pages.put(ADDRESS, FIRST.jwks());
        RemoteKeys keys = keys(ADDRESS);
        assertThat(find(keys, "first")).hasSize(1);
        pages.put(ADDRESS, SECOND.jwks());
        now += RemoteKeys.OLD_NANOS + 1;
        assertThat(find(keys, "first")).as("it was withdrawn").isEmpty();
        assertThat(fetched).hasSize(2);
    }

    @Test
    void oldKeysCountForADayIfNoOthersCanBeFetched() {
        pages.put(ADDRESS, FIRST.jwks());
        RemoteKeys keys = keys(ADDRESS);
        assertThat(find(keys, "first")).hasSize(1);
        pages.clear();
        now += RemoteKeys.LONGEST_NANOS - 1;
        assertThat(find(keys, "first")).hasSize(1);
        assertThat(find(keys, "first")).hasSize(1);
        assertThat(fetched).as("tried once more").hasSize(2);
        now += RemoteKeys.SHORTEST_NANOS;
        assertThat(find(keys, "first")).isEmpty();
        pages.put(ADDRESS, FIRST.jwks());
        now += RemoteKeys.SHORTEST_NANOS;
        assertThat(find(keys, "first")).hasSize(1);
    }

    @Test
    void whoCanNotBeReachedIsNotAskedForEachToken() {
        RemoteKeys keys = keys(ADDRESS);
        for (int i = 0; i < 5; i++) {
            assertThat(find(keys, "first")).isEmpty();
        }
        assertThat(fetched).hasSize(1);
    }

    @Test
    void whatIsNoSetOfKeysIsNone() {
        for (String page : List.of("", "[]", "{}", "{\"keys\":7}", "{\"keys\":[{\"kty\":\"RSA\"}]}")) {
            pages.put(ADDRESS, page);
            assertThat(find(keys(ADDRESS), "first")).isEmpty();
        }
    }

    @Test
    void aSecretThatEverybodyMayFetchIsNone() {
        JWK secret = new OctetSequenceKey.Builder(new byte[64]).keyID("secret").build();
        pages.put(ADDRESS, new JWKSet(List.of(secret, FIRST.key())).toString(false));
        assertThat(find(keys(ADDRESS), "secret")).isEmpty();
        assertThat(find(keys(ADDRESS), "first")).hasSize(1);
    }

    @Test
    void theIssuerTellsWhereItsKeysAre() {
        pages.put(ABOUT, "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + ADDRESS + "\"}");
        pages.put(ADDRESS, FIRST.jwks());
        assertThat(find(keys(""), "first")).hasSize(1);
        assertThat(fetched).containsExactly(ABOUT, ADDRESS);
    }

    @Test
    void anIssuerThatIsNotItselfTellsNothing() {
        pages.put(ADDRESS, FIRST.jwks());
        for (String about : List.of(
                "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"" + ADDRESS + "\"}",
                "{\"jwks_uri\":\"" + ADDRESS + "\"}",
                "{\"issuer\":\"" + ISSUER + "\"}",
                "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"http://keys.example/jwks.json\"}",
                "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://a b\"}",
                "[]")) {
            pages.put(ABOUT, about);
            assertThat(find(keys(""), "first")).as(about).isEmpty();
        }
        assertThat(fetched).doesNotContain(ADDRESS);
        assertThat(fetched).allMatch(address -> URI.create(address).getHost().equals("issuer.example"));
    }
}
