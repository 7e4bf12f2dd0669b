package io.leveret.core.access;

/** How fast a connection may publish, with all that share its quotas. Called on any I/O loop. */
public interface PublishQuota {
    /** For connections that may publish as fast as they can. */
    PublishQuota UNLIMITED = new PublishQuota() {
        @Override
        public boolean isLimited() {
            return false;
        }

        @Override
        public long take(int messages, long bytes) {
            return 0;
        }
    };

    /** Whether anything bounds it at the moment; if not, nothing need be taken. */
    boolean isLimited();

    /** Counts what was published, and tells for how many nanoseconds nothing more should be; of none it tells that too. */
    long take(int messages, long bytes);
}
