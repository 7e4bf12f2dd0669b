package io.leveret.dist.soak;

/** How a client is ended. */
enum End {
    /** Its socket is reset. */
    RESET,
    /** Its socket says that nothing more will be sent. */
    HALF_CLOSE,
    /** The thread that does its work is interrupted. */
    INTERRUPT,
    /** Its connection is closed under it, in order. */
    CLOSE
}
