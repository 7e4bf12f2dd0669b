package io.leveret.core.channel;

/** What a client can be told beyond the specification: that a consumer was cancelled, that its publishes wait. */
public record ClientCapabilities(boolean cancelNotify, boolean blocked) {
    public static final ClientCapabilities ALL = new ClientCapabilities(true, true);
    public static final ClientCapabilities NONE = new ClientCapabilities(false, false);
}
