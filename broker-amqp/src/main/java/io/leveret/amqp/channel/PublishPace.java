package io.leveret.amqp.channel;

/** Hears what a connection publishes, if it may not do so as fast as it can. Owner: I/O loop. */
public interface PublishPace {
    /** For connections without a bound. */
    PublishPace FREE = new PublishPace() {
        @Override
        public boolean isLimited() {
            return false;
        }

        @Override
        public void published(long bytes) {}
    };

    /** Whether there is a bound; asked once for all commands of a socket read. */
    boolean isLimited();

    /** A message with a body of so many octets was published. */
    void published(long bytes);
}
