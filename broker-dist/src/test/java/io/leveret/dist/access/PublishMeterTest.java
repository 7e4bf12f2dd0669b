package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.PublishQuota;
import io.leveret.core.node.PublishRate;
import io.leveret.core.node.UserLimits;
import io.leveret.dist.settings.PublishRates;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublishMeterTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final ConfiguredRates configured = new ConfiguredRates(PublishRates.NONE);
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1); // the clock may run over
    private final NodeQuotas quotas = new NodeQuotas(configured, () -> now);

    private static PublishRate rate(long messages, long bytes) {
        return new PublishRate(messages, bytes);
    }

    /** Publishes as fast as it may for some seconds; returns how many messages that were. */
    private int publishFor(int seconds, long bytes, PublishQuota... connections) {
        long end = now + TimeUnit.SECONDS.toNanos(seconds);
        long[] mayAt = new long[connections.length];
        Arrays.fill(mayAt, now);
        int count = 0;
        while (now - end < 0) {
            for (int i = 0; i < connections.length; i++) {
                if (now - mayAt[i] >= 0) {
                    mayAt[i] = now + connections[i].take(1, bytes);
                    count++;
                }
            }
            now += MILLI;
        }
        return count;
    }

    @Test
    void withoutARateNobodyWaits() {
        PublishQuota quota = quotas.publishes("u", "/");
        assertThat(quota.isLimited()).isFalse();
        assertThat(quota.take(1_000_000, 1L << 40)).isZero();
    }

    @Test
    void messagesKeepToTheRateOnAverage() {
        quotas.limitUser("u", new UserLimits(-1, -1, rate(50, -1)));
        PublishQuota quota = quotas.publishes("u", "/");
        assertThat(quota.isLimited()).isTrue();
        assertThat(publishFor(10, 1, quota)).isBetween(500, 510);
    }

    @Test
    void connectionsOfOneUserShareItsRateEvenly() {
        quotas.limitUser("u", new UserLimits(-1, -1, rate(100, -1)));
        assertThat(publishFor(10, 1, quotas.publishes("u", "/"), quotas.publishes("u", "other")))
                .isBetween(1_000, 1_015);
        assertThat(quotas.publishes("v", "/").isLimited()).isFalse();
    }

    @Test
    void octetsCountInTheVirtualHost() {
        quotas.limitVhost("/", rate(-1, 10_000));
        assertThat(publishFor(10, 1_000, quotas.publishes("u", "/"), quotas.publishes("v", "/")))
                .isBetween(100, 103);
    }

    @Test
    void eachConnectionHasTheConfiguredRateForItself() {
        configured.exchange(new PublishRates(rate(10, -1), PublishRate.NONE, PublishRate.NONE));
        assertThat(publishFor(10, 1, quotas.publishes("u", "/"), quotas.publishes("u", "/")))
                .isBetween(200, 204);
    }

    @Test
    void whatAUserHasOfItsOwnCountsInsteadOfTheConfiguredRate() {
        configured.exchange(new PublishRates(PublishRate.NONE, rate(1, -1), PublishRate.NONE));
        quotas.limitUser("u", new UserLimits(-1, -1, rate(20, -1)));
        PublishQuota quota = quotas.publishes("u", "/");
        assertThat(publishFor(10, 1, quota)).isBetween(200, 203);
        quotas.limitUser("u", UserLimits.NONE);
        assertThat(publishFor(10, 1, quota)).isBetween(10, 12);
    }

    @Test
    void aNewRateForgivesWhatWasTooEarly() {
        quotas.limitUser("u", new UserLimits(-1, -1, rate(-1, 1)));
        PublishQuota quota = quotas.publishes("u", "/");
        assertThat(quota.take(1, 512 << 20)).isPositive();
        quotas.limitUser("u", new UserLimits(-1, -1, rate(-1, 1_000_000)));
        assertThat(quota.take(0, 0)).isZero();
        quotas.limitUser("u", UserLimits.NONE);
        assertThat(quota.isLimited()).isFalse();
    }

    @Test
    void nobodyEverWaitsForMoreThanADay() {
        quotas.limitUser("u", new UserLimits(-1, -1, rate(-1, 1)));
        PublishQuota quota = quotas.publishes("u", "/");
        for (int i = 0; i < 100; i++) {
            assertThat(quota.take(1, 512 << 20)).isBetween(1L, TimeUnit.DAYS.toNanos(1));
        }
    }
}
