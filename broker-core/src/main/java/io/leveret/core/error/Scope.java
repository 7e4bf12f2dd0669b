package io.leveret.core.error;

/** What an error closes. */
public enum Scope {
    CHANNEL,
    CONNECTION
}
