package io.leveret.dist.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import io.leveret.dist.settings.OauthSettings;
import java.util.List;
import java.util.Optional;

/** The keys of the settings and, if one is not among them, those that are fetched. Immutable but for what the latter keep. */
record KeyRing(JWKSet own, Optional<KeySource> others) implements KeySource {
    /** Throws {@link OauthException} if there is nothing to look for keys in, or they can't be read. */
    static KeyRing of(OauthSettings settings) {
        OauthSettings.Keys keys = settings.keys();
        JWKSet own = new JWKSet(KeyFiles.read(keys));
        String issuer = settings.checks().issuer();
        boolean hasOwn = !keys.listed().isEmpty() || keys.jwksFile().isPresent();
        if (keys.jwksUrl().isEmpty() && (hasOwn || issuer.isEmpty())) {
            if (!hasOwn) {
                throw new OauthException("tokens need keys to be checked with: set leveret.oauth2.keys, jwks-file or"
                        + " jwks-url, or an issuer that tells where its keys are");
            }
            return new KeyRing(own, Optional.empty());
        }
        Documents documents = new HttpsDocuments(keys.caFile());
        return new KeyRing(own, Optional.of(new RemoteKeys(keys, issuer, documents, System::nanoTime)));
    }

    @Override
    public List<JWK> find(JWKMatcher wanted) {
        List<JWK> found = new JWKSelector(wanted).select(own);
        return !found.isEmpty() || others.isEmpty() ? found : others.get().find(wanted);
    }
}
