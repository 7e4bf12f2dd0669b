package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Account;
import io.leveret.core.access.LoginPace;
import io.leveret.dist.settings.UserSettings.HashedPassword;
import io.leveret.dist.settings.UserSettings.HashingAlgorithm;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final Accounts accounts = new Accounts(LoginPace.FREE);

    @Test
    void aNewPasswordIsKeptWithAtLeast210000RoundsAndASaltOfItsOwn() {
        String hash = PasswordHash.of("secret");
        assertThat(hash).startsWith("pbkdf2-sha256$210000$").doesNotContain("secret");
        assertThat(PasswordHash.of("secret")).isNotEqualTo(hash);
        accounts.changed(account(hash));
        assertThat(login("secret")).isTrue();
        assertThat(login("secret")).as("remembered").isTrue();
        assertThat(login("Secret")).isFalse();
    }

    @Test
    void aChangedPasswordEndsWhatWasRemembered() {
        accounts.changed(account(PasswordHash.of("old")));
        assertThat(login("old")).isTrue();
        accounts.changed(account(PasswordHash.of("new")));
        assertThat(login("old")).isFalse();
        assertThat(login("new")).isTrue();
        accounts.removed("anna");
        assertThat(login("new")).isFalse();
    }

    @Test
    void onlyWhatNeedsNoSlowCheckIsToldAtOnce() {
        accounts.changed(account(PasswordHash.of("secret")));
        assertThat(accounts.recall("anna", octets("secret"))).isNull();
        assertThat(login("secret")).isTrue();
        assertThat(accounts.recall("anna", octets("secret"))).isNotNull();
        assertThat(accounts.recall("anna", octets("other"))).isNull();
        assertThat(accounts.recall("nobody", octets("secret"))).isNull();
        accounts.changed(account(PasswordHash.of(new PlainPassword("secret"))));
        assertThat(accounts.recall("anna", octets("secret"))).isNotNull();
        assertThat(accounts.recall("anna", octets(""))).isNull();
    }

    @Test
    void aRememberedLoginIsFarFasterThanTheFirst() {
        accounts.changed(account(PasswordHash.of("secret")));
        long first = nanos("secret");
        long again = Math.min(nanos("secret"), nanos("secret"));
        assertThat(again).isLessThan(first / 4);
    }

    @Test
    void everyRefusalTakesAboutAsLong() {
        accounts.changed(account(PasswordHash.of("secret")));
        accounts.changed(new Account("fast", PasswordHash.of(new PlainPassword("secret")), Set.of(), false));
        nanos("warm-up");
        long wrong = Math.min(nanos("wrong"), nanos("wrong"));
        assertThat(nanosOf("nobody", "wrong")).isGreaterThan(wrong / 4);
        assertThat(nanosOf("fast", "wrong")).isGreaterThan(wrong / 4);
        assertThat(nanosOf("anna", "")).isGreaterThan(wrong / 4);
    }

    @Test
    void anEmptyHashOrPasswordLogsNobodyIn() {
        accounts.changed(account(""));
        assertThat(login("")).isFalse();
        assertThat(login("x")).isFalse();
        accounts.changed(account(PasswordHash.ofRabbit("rabbit_password_hashing_sha256", "")));
        assertThat(login("x")).isFalse();
        accounts.changed(account(PasswordHash.of(new PlainPassword(""))));
        assertThat(login("")).isFalse();
        accounts.changed(account("no hash at all"));
        assertThat(login("no hash at all")).isFalse();
    }

    @Test
    void rabbitMqsHashesLogIn() throws Exception {
        for (HashingAlgorithm algorithm : HashingAlgorithm.values()) {
            byte[] salt = {1, 2, 3, 4};
            MessageDigest digest = MessageDigest.getInstance(algorithm.digestName());
            digest.update(salt);
            byte[] hash = digest.digest(octets("secret"));
            byte[] both = new byte[4 + hash.length];
            System.arraycopy(salt, 0, both, 0, 4);
            System.arraycopy(hash, 0, both, 4, hash.length);
            String base64 = Base64.getEncoder().encodeToString(both);
            accounts.changed(account(PasswordHash.of(new HashedPassword(algorithm, base64))));
            assertThat(login("secret")).as("%s", algorithm).isTrue();
            assertThat(login("other")).as("%s", algorithm).isFalse();
        }
    }

    @Test
    void aPasswordInTheFileLogsIn() {
        accounts.changed(account(PasswordHash.of(new PlainPassword("café"))));
        assertThat(login("café")).isTrue();
        assertThat(login("cafe")).isFalse();
    }

    private long nanos(String password) {
        return nanosOf("anna", password);
    }

    private long nanosOf(String name, String password) {
        long start = System.nanoTime();
        accounts.authenticate(name, octets(password));
        return System.nanoTime() - start;
    }

    private boolean login(String password) {
        return accounts.authenticate("anna", octets(password)) != null;
    }

    private static Account account(String hash) {
        return new Account("anna", hash, Set.of("monitoring"), false);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
