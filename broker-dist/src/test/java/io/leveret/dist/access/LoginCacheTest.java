package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Account;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginCacheTest {
    private static final byte[] PASSWORD = "secret".getBytes(StandardCharsets.UTF_8);

    private long nanos;
    private final LoginCache cache = new LoginCache(10_000, () -> nanos);

    private static Account account(int number) {
        return new Account("user " + number, "hash", Set.of(), false);
    }

    @Test
    void aFullCacheForgetsItsOldestAndNoOther() {
        for (int i = 0; i <= LoginCache.MOST; i++) {
            nanos = i;
            cache.add(account(i), PASSWORD);
        }
        cache.add(account(LoginCache.MOST), PASSWORD);
        assertThat(cache.knows(account(0), PASSWORD)).isFalse();
        for (int i = 1; i <= LoginCache.MOST; i++) {
            assertThat(cache.knows(account(i), PASSWORD)).as("user %s", i).isTrue();
        }
    }

    @Test
    void whatIsOldCountsNoMore() {
        cache.add(account(1), PASSWORD);
        nanos = 9_999;
        assertThat(cache.find("user 1", PASSWORD)).isEqualTo(account(1));
        assertThat(cache.find("user 1", new byte[] {1})).isNull();
        assertThat(cache.find("user 2", PASSWORD)).isNull();
        nanos = 10_000;
        assertThat(cache.find("user 1", PASSWORD)).isNull();
    }

    @Test
    void withoutALifetimeNothingIsKept() {
        LoginCache none = new LoginCache(0, () -> nanos);
        none.add(account(1), PASSWORD);
        assertThat(none.find("user 1", PASSWORD)).isNull();
    }
}
