package io.leveret.core.event;

/** Who hears of what happens in the broker; {@code node} is its name, which some of it is told with. */
public record Observers(String node, EventListener events, AuditListener audit) {
    /** Nobody. */
    public static final Observers NONE = new Observers("", EventListener.NONE, AuditListener.NONE);
}
