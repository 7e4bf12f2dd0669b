package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Account;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownTokensTest {
    private long now = 1_000_000;
    private final KnownTokens known = new KnownTokens(() -> now);

    private static Account until(long endsAtMillis) {
        return Account.granted("u", Set.of(), new ScopeGrant(List.of(), Map.of(), endsAtMillis));
    }

    private static byte[] token(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8)};
    }

    @Test
    void aTokenIsKnownForAMinute() {
        Account account = until(Long.MAX_VALUE);
        known.add(token(1), account);
        assertThat(known.find(token(2))).isNull();
        now += KnownTokens.LONGEST_MILLIS - 1;
        assertThat(known.find(token(1))).isSameAs(account);
        now++;
        assertThat(known.find(token(1))).isNull();
    }

    @Test
    void aTokenThatHasEndedIsNotKnown() {
        known.add(token(1), until(now + 10));
        now += 9;
        assertThat(known.find(token(1))).isNotNull();
        now++;
        assertThat(known.find(token(1))).isNull();
    }

    @Test
    void aFullOneForgetsTheOldest() {
        for (int i = 0; i <= KnownTokens.MOST; i++) {
            known.add(token(i), until(Long.MAX_VALUE));
            now++;
        }
        assertThat(known.size()).isEqualTo(KnownTokens.MOST);
        assertThat(known.find(token(0))).isNull();
        assertThat(known.find(token(1))).isNotNull();
    }
}
