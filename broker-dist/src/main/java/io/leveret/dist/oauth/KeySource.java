package io.leveret.dist.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.util.List;

/** Knows keys that tokens may be signed with. Called on auth workers and management's, several at once. */
interface KeySource {
    /** Those that match, none if there are none; may take the time of a fetch. */
    List<JWK> find(JWKMatcher wanted);
}
