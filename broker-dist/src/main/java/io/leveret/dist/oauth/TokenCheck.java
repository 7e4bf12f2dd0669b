package io.leveret.dist.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leveret.dist.settings.OauthSettings;
import java.security.Key;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Whether a token counts: it is signed, by a key that is known and fits the algorithm, for this broker, and now. What costs nothing is looked at first, so
 * that not every text makes somebody fetch keys. Immutable.
 */
final class TokenCheck {
    private static final int MOST_KEYS = 16;

    private final String resourceServerId;
    private final OauthSettings.Checks checks;
    private final Set<String> algorithms;
    private final KeySource keys;
    private final LongSupplier clockMillis;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    TokenCheck(String resourceServerId, OauthSettings.Checks checks, KeySource keys, LongSupplier clockMillis) {
        this.resourceServerId = resourceServerId;
        this.checks = checks;
        this.algorithms = Set.copyOf(checks.algorithms());
        this.keys = keys;
        this.clockMillis = clockMillis;
    }

    /** What it says, if it counts. */
    JWTClaimsSet check(String token) throws TokenRefusedException {
        SignedJWT signed;
        JWTClaimsSet claims;
        try {
            signed = SignedJWT.parse(token);
            claims = signed.getJWTClaimsSet();
        } catch (ParseException | IllegalArgumentException e) {
            throw new TokenRefusedException("it is no signed token");
        }
        JWSHeader header = signed.getHeader();
        String algorithm = header.getAlgorithm().getName();
        if (!algorithms.contains(algorithm)) {
            throw new TokenRefusedException("its algorithm " + TokenRefusedException.shown(algorithm)
                    + " is not among leveret.oauth2.algorithms");
        }
        checkTime(claims);
        checkParties(claims);
        checkSignature(signed, header);
        return claims;
    }

    private void checkTime(JWTClaimsSet claims) throws TokenRefusedException {
        Instant now = Instant.ofEpochMilli(clockMillis.getAsLong());
        Date end = claims.getExpirationTime();
        if (end == null) {
            throw new TokenRefusedException("it has no end (exp)");
        }
        if (!end.toInstant().isAfter(now)) {
            throw new TokenRefusedException("it has ended at " + end.toInstant());
        }
        Date begin = claims.getNotBeforeTime();
        if (begin != null && begin.toInstant().isAfter(now.plusMillis(checks.clockSkewMillis()))) {
            throw new TokenRefusedException("it counts from " + begin.toInstant() + " only");
        }
    }

    private void checkParties(JWTClaimsSet claims) throws TokenRefusedException {
        if (checks.verifyAudience() && !isFor(claims.getAudience())) {
            throw new TokenRefusedException("it is for others: " + TokenRefusedException.shown(resourceServerId)
                    + " is not among its audience (aud)");
        }
        if (!checks.issuer().isEmpty() && !checks.issuer().equals(claims.getIssuer())) {
            throw new TokenRefusedException("it is of another issuer (iss)");
        }
    }

    /** RabbitMQ takes several names in one text, too. */
    private boolean isFor(List<String> audience) {
        return audience.stream()
                .anyMatch(names -> Arrays.asList(names.split(" ")).contains(resourceServerId));
    }

    private void checkSignature(SignedJWT signed, JWSHeader header) throws TokenRefusedException {
        JWKMatcher wanted = JWKMatcher.forJWSHeader(header);
        List<JWK> found = wanted == null ? List.of() : keys.find(wanted);
        if (found.isEmpty()) {
            String id = header.getKeyID();
            throw new TokenRefusedException("there is no key for it with the id (kid) "
                    + (id == null ? "that it does not name" : TokenRefusedException.shown(id)));
        }
        for (JWK key : found.subList(0, Math.min(found.size(), MOST_KEYS))) {
            if (isSignedBy(key, signed, header)) {
                return;
            }
        }
        throw new TokenRefusedException("its signature is wrong");
    }

    /** The key says how it is used: that of one algorithm's kind is none for another. */
    private boolean isSignedBy(JWK jwk, SignedJWT signed, JWSHeader header) {
        try {
            Key key =
                    jwk instanceof OctetSequenceKey secret ? secret.toSecretKey() : ((AsymmetricJWK) jwk).toPublicKey();
            return signed.verify(verifiers.createJWSVerifier(header, key));
        } catch (JOSEException | ClassCastException e) {
            return false; // not a key for this
        }
    }
}
