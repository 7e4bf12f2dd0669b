package io.leveret.dist.access;

import io.leveret.core.access.ChannelQuota;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the open channels of one user. All I/O loops count, the node sets the limit. Owner: node. */
final class UserChannels implements ChannelQuota {
    private final String user;
    private final AtomicLong open = new AtomicLong();
    private volatile long limit = -1;

    UserChannels(String user) {
        this.user = user;
    }

    void limit(long maxChannels) {
        limit = maxChannels;
    }

    @Override
    public void take() {
        long most = limit;
        if (open.incrementAndGet() > most && most >= 0) {
            open.decrementAndGet();
            throw new AmqpException(
                    ReplyCode.NOT_ALLOWED,
                    "number of channels opened for user '" + user + "' has reached the maximum allowed user limit of "
                            + most);
        }
    }

    @Override
    public void release(int count) {
        open.addAndGet(-count);
    }
}
