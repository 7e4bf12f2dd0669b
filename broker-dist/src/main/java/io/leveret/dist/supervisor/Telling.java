package io.leveret.dist.supervisor;

/** Where states go, such as {@code READY=1}. */
interface Telling {
    void tell(String states);
}
