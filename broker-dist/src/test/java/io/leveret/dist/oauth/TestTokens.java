package io.leveret.dist.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/** Somebody who signs tokens for the broker {@value #ID}. */
public final class TestTokens {
    public static final String ID = "rabbitmq";

    private final RSAKey key;

    private TestTokens(RSAKey key) {
        this.key = key;
    }

    public static TestTokens withKey(String id) {
        try {
            return new TestTokens(new RSAKeyGenerator(2048).keyID(id).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey key() {
        return key;
    }

    /** What who checks tokens needs, as it is served. */
    public String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** What a usual token says, for an hour. */
    public static JWTClaimsSet.Builder claims(String... scopes) {
        return new JWTClaimsSet.Builder()
                .subject("kim")
                .audience(ID)
                .claim("scope", List.of(scopes))
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)));
    }

    /** A usual token with these scopes. */
    public String token(String... scopes) {
        return token(claims(scopes), changed -> {});
    }

    public String token(JWTClaimsSet.Builder claims, Consumer<JWTClaimsSet.Builder> change) {
        change.accept(claims);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        try {
            return signed(header, claims.build(), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
