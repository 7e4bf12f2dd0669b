package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.access.Account;
import io.leveret.core.access.LoginPace;
import io.leveret.management.broker.Passwords;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptPasswordsTest {
    private static final String SHA256 = "rabbit_password_hashing_sha256";
    private static final byte[] PASSWORD = "sécret".getBytes(StandardCharsets.UTF_8);

    private final Passwords passwords = new KeptPasswords();

    private static boolean logsIn(String kept) {
        Accounts accounts = new Accounts(LoginPace.FREE);
        accounts.changed(new Account("u", kept, Set.of(), false));
        return accounts.authenticate("u", PASSWORD) != null;
    }

    @Test
    void aNewPasswordLogsInAndItsHashCanBeCarriedElsewhere() {
        Passwords.Shown shown = passwords.shown(passwords.hash(PASSWORD));
        assertThat(shown.algorithm()).isEqualTo("leveret_pbkdf2_sha256");
        assertThat(shown.hash()).startsWith("210000$").doesNotContain("sécret");
        assertThat(logsIn(passwords.ofRabbit(shown.hash(), shown.algorithm()))).isTrue();
    }

    @Test
    void aHashOfRabbitMqLogsIn() {
        String hash = passwords.rabbitHash(PASSWORD);
        assertThat(Base64.getDecoder().decode(hash)).hasSize(36);
        String kept = passwords.ofRabbit(hash, SHA256);
        assertThat(logsIn(kept)).isTrue();
        assertThat(passwords.shown(kept)).isEqualTo(new Passwords.Shown(hash, SHA256));
    }

    @Test
    void anEmptyHashLetsNobodyIn() {
        assertThat(passwords.ofRabbit("", SHA256)).isEmpty();
        assertThat(passwords.ofRabbit("", "leveret_pbkdf2_sha256")).isEmpty();
        assertThat(passwords.shown("")).isEqualTo(new Passwords.Shown("", SHA256));
        assertThat(logsIn("")).isFalse();
    }

    @Test
    void whatIsNoHashOfItsAlgorithmIsRefused() {
        String sha256 = passwords.rabbitHash(PASSWORD);
        refused("abc", SHA256);
        refused(sha256, "rabbit_password_hashing_sha512");
        refused(sha256, "rabbit_password_hashing_rot13");
        refused("AAAA", SHA256);
        String salt = "AAAA";
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        refused("2000000000$" + salt + "$" + key, "leveret_pbkdf2_sha256");
        refused("0$" + salt + "$" + key, "leveret_pbkdf2_sha256");
        refused("1000$$" + key, "leveret_pbkdf2_sha256");
        refused("1000$" + salt + "$" + salt, "leveret_pbkdf2_sha256");
    }

    private void refused(String hash, String algorithm) {
        assertThatThrownBy(() -> passwords.ofRabbit(hash, algorithm))
                .as(algorithm + " " + hash)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("password_hash is none of " + algorithm);
    }
}
