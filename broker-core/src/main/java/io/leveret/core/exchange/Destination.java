package io.leveret.core.exchange;

/**
 * What a binding leads to: a queue or another exchange. Owner: core.
 */
public abstract class Destination {
    private final String name;
    private long lastWalk;

    protected Destination(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    /** True the first time it is asked with this number: how a {@link Router} keeps a message from reaching a place twice. */
    final boolean enters(long walk) {
        if (lastWalk == walk) {
            return false;
        }
        lastWalk = walk;
        return true;
    }
}
