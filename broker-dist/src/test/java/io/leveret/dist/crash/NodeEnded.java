package io.leveret.dist.crash;

/** The node is no more: thrown to whoever turns it. */
final class NodeEnded extends RuntimeException {
    private static final long serialVersionUID = 1;

    NodeEnded(Throwable cause) {
        super(cause);
    }
}
