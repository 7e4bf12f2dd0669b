package io.leveret.dist.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;

/** Keys as they were at that time. Immutable. */
record FetchedKeys(JWKSet keys, long atNanos) {
    List<JWK> find(JWKMatcher wanted) {
        return new JWKSelector(wanted).select(keys);
    }
}
