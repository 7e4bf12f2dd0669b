package io.leveret.core.access;

import java.util.Locale;

/** The three rights of RabbitMQ's permission model. */
public enum Access {
    CONFIGURE,
    WRITE,
    READ;

    /** The word in error texts: {@code configure}, {@code write}, {@code read}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
