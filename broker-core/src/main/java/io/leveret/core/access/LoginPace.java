package io.leveret.core.access;

/**
 * How fast passwords may be tried from an address, which is the octets of an IPv4 or IPv6 address, or empty for who comes without one. Called on any thread.
 */
public interface LoginPace {
    /** Nobody waits. */
    LoginPace FREE = new LoginPace() {
        @Override
        public boolean slows(byte[] address) {
            return false;
        }

        @Override
        public long checked(byte[] address, String name, boolean right) {
            return 0;
        }

        @Override
        public void letIn(byte[] address) {}
    };

    /** Whether the next attempt from there has to wait for its answer. */
    boolean slows(byte[] address);

    /** A login was checked; how many milliseconds its answer has to wait. Whether it is right makes no difference for that. */
    long checked(byte[] address, String name, boolean right);

    /** The answer that a login was right goes out: what failed before from there is forgotten. */
    void letIn(byte[] address);
}
