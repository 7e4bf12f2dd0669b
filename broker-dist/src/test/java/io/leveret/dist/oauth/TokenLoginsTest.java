package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import io.leveret.core.access.Account;
import io.leveret.core.access.Grant;
import io.leveret.core.access.Verdict;
import io.leveret.dist.settings.OauthSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a token makes. */
class TokenLoginsTest {
    private static final TestTokens TOKENS = TestTokens.withKey("key-1");
    private static final OauthSettings SETTINGS = settings("rabbitmq");

    private final TokenLogins logins = new TokenLogins(rules());

    private static OauthSettings settings(String id) {
        return new OauthSettings(
                id,
                new OauthSettings.Keys(List.of(), Optional.empty(), "", Optional.empty()),
                new OauthSettings.Checks("", List.of("RS256"), true, 0),
                List.of("user_name", "email"),
                new OauthSettings.Scopes("rabbitmq.", List.of(), Map.of()));
    }

    private static TokenRules rules() {
        return rules(TOKENS, SETTINGS);
    }

    private static TokenRules rules(TestTokens signer, OauthSettings settings) {
        KeyRing keys = new KeyRing(new JWKSet(signer.key().toPublicJWK()), Optional.empty());
        TokenCheck check = new TokenCheck("rabbitmq", settings.checks(), keys, System::currentTimeMillis);
        return new TokenRules(check, settings, keys.own());
    }

    private @Nullable Account login(String password) {
        return logins.authenticate("whoever", password.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Account login(Consumer<JWTClaimsSet.Builder> change) {
        return login(TOKENS.token(TestTokens.claims(), change));
    }

    @Test
    void theTokenSaysWhoSomebodyIsAndWhatItMayDo() {
        Account account = login(
                TOKENS.token("rabbitmq.read:v/*", "rabbitmq.tag:monitoring", "rabbitmq.tag:x", "openid", "read:w/*"));
        assertThat(account).isNotNull();
        assertThat(account.name()).isEqualTo("kim");
        assertThat(account.tags()).containsExactlyInAnyOrder("monitoring", "x");
        assertThat(account.loopbackOnly()).isFalse();
        Grant grant = account.grant();
        assertThat(grant).isNotNull();
        assertThat(grant.rightsIn("v")).isNotNull();
        assertThat(grant.rightsIn("w")).isNull();
        assertThat(grant.endsAtMillis()).isBetween(System.currentTimeMillis(), System.currentTimeMillis() + 3_600_000);
    }

    @Test
    void theNameIsLookedForInTheClaimsThatAreNamedFirst() {
        assertThat(login(claims -> claims.claim("email", "k@x").claim("user_name", "kk")))
                .extracting(Account::name)
                .isEqualTo("kk");
        assertThat(login(claims -> claims.claim("email", "k@x").claim("user_name", 7)))
                .extracting(Account::name)
                .isEqualTo("k@x");
        assertThat(login(claims -> claims.subject(null).claim("client_id", "app")))
                .extracting(Account::name)
                .isEqualTo("app");
    }

    @Test
    void whoHasNoNameOrABadOneIsNobody() {
        assertThat(login(claims -> claims.subject(null))).isNull();
        assertThat(login(claims -> claims.subject(""))).isNull();
        assertThat(login(claims -> claims.subject("a\nb"))).isNull();
        assertThat(login(claims -> claims.subject("ü".repeat(128)))).isNull();
        assertThat(login(claims -> claims.subject(Account.OPERATOR.name()))).isNull();
        assertThat(login(claims -> claims.subject("ü".repeat(127)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "guest", "two.dots.", "a.b.c.d", "a.b.ü", "..", "a. .c"})
    void passwordsAreNoTokens(String password) {
        assertThat(login(password)).isNull();
        assertThat(logins.recall("", password.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void aTokenThatIsTooLongIsNotLookedAt() {
        assertThat(login(claims -> claims.claim("much", "x".repeat(20_000)))).isNull();
    }

    @Test
    void aTokenThatWasRightIsRecalled() {
        byte[] token = TOKENS.token().getBytes(StandardCharsets.UTF_8);
        assertThat(logins.recall("", token)).isNull();
        Account account = logins.authenticate("", token);
        assertThat(logins.recall("", token)).isSameAs(account).isNotNull();
        assertThat(logins.exchange(rules())).isFalse();
        assertThat(logins.recall("", token)).as("under the same rules").isSameAs(account);
    }

    @Test
    void otherKeysCountForTheNextToken() {
        byte[] token = TOKENS.token().getBytes(StandardCharsets.UTF_8);
        assertThat(logins.authenticate("", token)).isNotNull();
        TestTokens others = TestTokens.withKey("key-1");
        assertThat(logins.exchange(rules(others, SETTINGS)))
                .as("files have changed")
                .isTrue();
        assertThat(logins.recall("", token)).isNull();
        assertThat(logins.authenticate("", token)).isNull();
        assertThat(login(others.token())).isNotNull();
        assertThat(logins.exchange(rules(TOKENS, settings("other"))))
                .as("settings have")
                .isFalse();
        assertThat(login(others.token())).isNull();
    }

    @Test
    void nobodyHasProvedToBeAUserWithoutAToken() {
        assertThat(logins.proven("kim")).isNull();
    }

    @Test
    void withoutANameOrKeysThereAreNoRules() {
        assertThatThrownBy(() -> TokenRules.read(settings("")))
                .isInstanceOf(OauthException.class)
                .hasMessageContaining("leveret.oauth2.resource-server-id");
        assertThatThrownBy(() -> TokenRules.read(settings("rabbitmq")))
                .isInstanceOf(OauthException.class)
                .hasMessageContaining("tokens need keys to be checked with");
    }

    @Test
    void whoAsksDoesNotWaitForKeysThatComeSlowly() throws InterruptedException {
        CountDownLatch fetched = new CountDownLatch(1);
        KeySource slow = wanted -> {
            await(fetched);
            return List.of(TOKENS.key().toPublicJWK());
        };
        TokenCheck check = new TokenCheck("rabbitmq", SETTINGS.checks(), slow, System::currentTimeMillis);
        Heard heard = new Heard();
        try (TokenLogins waiting = new TokenLogins(new TokenRules(check, SETTINGS, new JWKSet()))) {
            byte[] token = TOKENS.token("rabbitmq.read:v/*").getBytes(StandardCharsets.US_ASCII);

            waiting.check("whoever", token, heard);

            assertThat(heard.accounts).isEmpty();
            fetched.countDown();
            assertThat(heard.accounts.poll(10, TimeUnit.SECONDS))
                    .hasValueSatisfying(account -> assertThat(account.name()).isEqualTo("kim"));
        }
    }

    @Test
    void aPasswordThatIsNoTokenIsAnsweredAtOnce() {
        Heard heard = new Heard();
        logins.check("whoever", "secret".getBytes(StandardCharsets.US_ASCII), heard);
        assertThat(heard.accounts).containsExactly(Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was said of logins. */
    private static final class Heard implements Verdict {
        final BlockingQueue<Optional<Account>> accounts = new LinkedBlockingQueue<>();

        @Override
        public void is(@Nullable Account account) {
            accounts.add(Optional.ofNullable(account));
        }

        @Override
        public void failed(RuntimeException why) {
            throw why;
        }

        @Override
        public void goOn(Runnable rest) {
            rest.run();
        }
    }
}
