package io.leveret.dist.access;

import io.leveret.core.access.PublishQuota;
import java.util.List;

/** Several quotas that a connection has to keep to at once. Immutable; called on the connection's I/O loop. */
final class PublishQuotas implements PublishQuota {
    private final List<PublishMeter> meters;

    PublishQuotas(List<PublishMeter> meters) {
        this.meters = meters;
    }

    @Override
    public boolean isLimited() {
        for (PublishMeter meter : meters) {
            if (meter.isLimited()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long take(int messages, long bytes) {
        long longest = 0;
        for (PublishMeter meter : meters) {
            longest = Math.max(longest, meter.take(messages, bytes));
        }
        return longest;
    }
}
