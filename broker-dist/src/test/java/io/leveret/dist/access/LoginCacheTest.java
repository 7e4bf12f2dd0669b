package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Account;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginCacheTest {
    private static final byte[] PASSWORD = "secret".getBytes(StandardCharsets.UTF_8);

    private final LoginCache cache = new LoginCache();

    private static Account account(int number) {
        return new Account("user " + number, "hash", Set.of(), false);
    }

    @Test
    void aFullCacheForgetsItsOldestAndNoOther() {
        for (int i = 0; i <= LoginCache.MOST; i++) {
            cache.add(account(i), PASSWORD);
        }
        cache.add(account(LoginCache.MOST), PASSWORD);
        assertThat(cache.knows(account(0), PASSWORD)).isFalse();
        for (int i = 1; i <= LoginCache.MOST; i++) {
            assertThat(cache.knows(account(i), PASSWORD)).as("user %s", i).isTrue();
        }
    }
}
