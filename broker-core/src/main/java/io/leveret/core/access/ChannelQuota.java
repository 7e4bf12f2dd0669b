package io.leveret.core.access;

/** How many channels a user may have open in the whole node, shared by all its connections. Called on any I/O loop. */
public interface ChannelQuota {
    /** For users without a limit. */
    ChannelQuota UNLIMITED = new ChannelQuota() {
        @Override
        public void take() {}

        @Override
        public void release(int count) {}
    };

    /** Takes one channel, or throws {@link io.leveret.core.error.AmqpException} if no more is left. */
    void take();

    /** Gives channels back. */
    void release(int count);
}
