package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.leveret.dist.settings.OauthSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens count, and which do not for which reason. */
class TokenCheckTest {
    private static final TestTokens TOKENS = TestTokens.withKey("key-1");
    private static final byte[] SECRET = "a secret of more than thirty-two characters".getBytes(StandardCharsets.UTF_8);
    private static final OctetSequenceKey SYMMETRIC =
            new OctetSequenceKey.Builder(SECRET).keyID("secret-1").build();
    private static final List<String> USUAL = List.of("RS256", "RS512", "PS384", "ES256", "ES384", "ES512");
    private static final long SKEW_MILLIS = 30_000;

    private final Instant now = Instant.now();

    private TokenCheck check(OauthSettings.Checks checks, JWK... keys) {
        KeyRing ring = new KeyRing(new JWKSet(List.of(keys)), Optional.empty());
        return new TokenCheck(TestTokens.ID, checks, ring, now::toEpochMilli);
    }

    private static OauthSettings.Checks checks(String issuer, boolean verifyAudience, String... others) {
        List<String> algorithms = others.length == 0 ? USUAL : List.of(others);
        return new OauthSettings.Checks(issuer, algorithms, verifyAudience, SKEW_MILLIS);
    }

    private TokenCheck usual() {
        return check(checks("", true), TOKENS.key().toPublicJWK(), SYMMETRIC);
    }

    private static String token(Consumer<JWTClaimsSet.Builder> change) {
        return TOKENS.token(TestTokens.claims(), change);
    }

    private static void refused(TokenCheck check, String token, String reason) {
        assertThatThrownBy(() -> check.check(token))
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining(reason);
    }

    private Date at(long seconds) {
        return Date.from(Instant.ofEpochSecond(now.getEpochSecond() + seconds));
    }

    @Test
    void aSignedTokenCounts() throws TokenRefusedException {
        assertThat(usual().check(token(claims -> {})).getSubject()).isEqualTo("kim");
    }

    @Test
    void aTokenCountsUntilItsEndAndFromItsBeginning() throws TokenRefusedException {
        usual().check(token(claims -> claims.expirationTime(at(2))));
        refused(usual(), token(claims -> claims.expirationTime(at(0))), "it has ended at ");
        refused(usual(), token(claims -> claims.expirationTime(null)), "it has no end (exp)");
        usual().check(token(claims -> claims.notBeforeTime(at(SKEW_MILLIS / 1000))));
        refused(usual(), token(claims -> claims.notBeforeTime(at(SKEW_MILLIS / 1000 + 2))), "it counts from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"exp\":\"tomorrow\"}", "{\"aud\":7}", "[]", "{", ""})
    void claimsThatAreNoneAreRefused(String payload) {
        String[] parts = token(claims -> {}).split("\\.", -1);
        String forged =
                Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> usual().check(parts[0] + "." + forged + "." + parts[2]))
                .isInstanceOf(TokenRefusedException.class);
    }

    @Test
    void itsAudienceHasToHaveThisBroker() throws TokenRefusedException {
        usual().check(token(claims -> claims.audience(List.of("other", TestTokens.ID))));
        usual().check(token(claims -> claims.audience("other " + TestTokens.ID)));
        String others = token(claims -> claims.audience("other"));
        refused(usual(), others, "it is for others");
        refused(usual(), token(claims -> claims.audience((String) null)), "it is for others");
        check(checks("", false), TOKENS.key()).check(others);
    }

    @Test
    void itsIssuerHasToBeTheOneThatIsNamed() throws TokenRefusedException {
        TokenCheck check = check(checks("https://x.example", true), TOKENS.key());
        check.check(token(claims -> claims.issuer("https://x.example")));
        refused(check, token(claims -> claims.issuer("https://x.example/")), "it is of another issuer");
        refused(check, token(claims -> {}), "it is of another issuer");
    }

    @Test
    void anotherSignatureIsRefused() {
        String token = token(claims -> {});
        String[] parts = token.split("\\.", -1);
        String others = TestTokens.withKey("key-1").token();
        refused(usual(), others, "its signature is wrong");
        refused(usual(), parts[0] + "." + parts[1] + "." + others.split("\\.", -1)[2], "its signature is wrong");
        refused(usual(), parts[0] + "." + parts[1] + ".AAAA", "its signature is wrong");
    }

    @Test
    void aKeyThatNobodyKnowsIsRefused() {
        refused(usual(), TestTokens.withKey("key-2").token(), "there is no key for it with the id (kid) 'key-2'");
    }

    @Test
    void aTokenThatNamesNoKeyIsTriedWithAllThatFit() throws TokenRefusedException, JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.RS512);
        JWK other = TestTokens.withKey("key-0").key();
        TokenCheck check = check(checks("", true), other, TOKENS.key());
        check.check(TestTokens.signed(header, TestTokens.claims().build(), new RSASSASigner(TOKENS.key())));
        refused(
                check(checks("", true), other),
                TestTokens.signed(header, TestTokens.claims().build(), new RSASSASigner(TOKENS.key())),
                "its signature is wrong");
    }

    @Test
    void atMostSixteenKeysAreTried() throws JOSEException {
        ECKey signer = new ECKeyGenerator(Curve.P_256).generate();
        JWK[] keys = new JWK[17];
        for (int i = 0; i < 16; i++) {
            keys[i] = new ECKeyGenerator(Curve.P_256).keyID("k" + i).generate();
        }
        keys[16] = signer;
        String token = TestTokens.signed(
                new JWSHeader(JWSAlgorithm.ES256), TestTokens.claims().build(), new ECDSASigner(signer));
        refused(check(checks("", true), keys), token, "its signature is wrong");
    }

    @Test
    void anAlgorithmThatIsNotAskedForIsRefused() throws JOSEException {
        refused(
                check(checks("", true, "PS256"), TOKENS.key()),
                token(claims -> {}),
                "its algorithm 'RS256' is not among");
        String hs = mac(JWSAlgorithm.HS256, "secret-1", SECRET);
        refused(usual(), hs, "its algorithm 'HS256' is not among");
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        String plain = new PlainJWT(TestTokens.claims().build()).serialize();
        refused(usual(), plain, "it is no signed token");
        for (String none : Set.of("none", "None", "NONE")) {
            String header = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(("{\"alg\":\"" + none + "\"}").getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> usual().check(header + "." + plain.split("\\.", -1)[1] + "."))
                    .isInstanceOf(TokenRefusedException.class);
        }
    }

    private static String mac(JWSAlgorithm algorithm, String id, byte[] secret) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm).keyID(id).build();
        return TestTokens.signed(header, TestTokens.claims().build(), new MACSigner(secret));
    }

    @Test
    void symmetricKeysCountWhereTheyAreAskedFor() throws TokenRefusedException, JOSEException {
        TokenCheck check = check(checks("", true, "HS256", "HS512"), SYMMETRIC);
        check.check(mac(JWSAlgorithm.HS256, "secret-1", SECRET));
        byte[] other = SECRET.clone();
        other[0]++;
        refused(check, mac(JWSAlgorithm.HS256, "secret-1", other), "its signature is wrong");
    }

    /** Who knows the public key only, and takes it for the secret of another algorithm. */
    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        byte[] encoded = TOKENS.key().toRSAPublicKey().getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.UTF_8);
        TokenCheck check =
                check(checks("", true, "RS256", "HS256"), TOKENS.key().toPublicJWK());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
        for (byte[] secret : List.of(encoded, pem, digest)) {
            refused(check, mac(JWSAlgorithm.HS256, "key-1", secret), "there is no key for it");
        }
    }

    @Test
    void allUsualAlgorithmsAreKnown() throws TokenRefusedException, JOSEException {
        ECKey p256 = new ECKeyGenerator(Curve.P_256).keyID("e-256").generate();
        ECKey p384 = new ECKeyGenerator(Curve.P_384).keyID("e-384").generate();
        ECKey p521 = new ECKeyGenerator(Curve.P_521).keyID("e-521").generate();
        TokenCheck check = check(checks("", true), TOKENS.key(), p256, p384, p521);
        check.check(signed(JWSAlgorithm.ES256, p256, new ECDSASigner(p256)));
        check.check(signed(JWSAlgorithm.ES384, p384, new ECDSASigner(p384)));
        check.check(signed(JWSAlgorithm.ES512, p521, new ECDSASigner(p521)));
        check.check(signed(JWSAlgorithm.RS512, TOKENS.key(), new RSASSASigner(TOKENS.key())));
        check.check(signed(JWSAlgorithm.PS384, TOKENS.key(), new RSASSASigner(TOKENS.key())));
    }

    private static String signed(JWSAlgorithm algorithm, JWK key, JWSSigner signer) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        return TestTokens.signed(header, TestTokens.claims().build(), signer);
    }

    /** RFC 7515 §4.1.11. */
    @Test
    void whatWouldHaveToBeUnderstoodAndIsNotIsRefused() throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("key-1")
                .customParam("urgent", 1)
                .criticalParams(Set.of("urgent"))
                .build();
        RSASSASigner signer = new RSASSASigner(TOKENS.key());
        refused(usual(), TestTokens.signed(header, TestTokens.claims().build(), signer), "its signature is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "a.b.c",
                "e30.e30.e30",
                "eyJhbGciOiJSUzI1NiJ9..",
                "eyJhbGciOiJSUzI1NiJ9.e30.x",
                "no dots"
            })
    void whatIsNoTokenIsRefused(String text) {
        assertThatThrownBy(() -> usual().check(text)).isInstanceOf(TokenRefusedException.class);
    }
}
