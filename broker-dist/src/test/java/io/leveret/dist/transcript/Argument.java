package io.leveret.dist.transcript;

import java.util.Locale;

/** An argument of a method, or a property of a content, by name and type. */
record Argument(String name, Type type) {
    /** AMQP's elementary types. */
    enum Type {
        OCTET(1),
        SHORT(2),
        LONG(4),
        LONGLONG(8),
        TIMESTAMP(8),
        BIT(0),
        SHORTSTR(0),
        LONGSTR(0),
        TABLE(0);

        /** For integers. */
        final int octets;

        Type(int octets) {
            this.octets = octets;
        }
    }

    /** Of the form {@code name:type}. */
    static Argument parse(String text) {
        int colon = text.indexOf(':');
        return new Argument(
                text.substring(0, colon), Type.valueOf(text.substring(colon + 1).toUpperCase(Locale.ROOT)));
    }
}
