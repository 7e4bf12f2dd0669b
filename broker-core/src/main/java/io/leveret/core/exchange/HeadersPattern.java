package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a headers binding asks for. Names with {@code x-} count only in the modes that say so; a void value asks for the presence of the name.
 */
final class HeadersPattern {
    static final String ALL = "all";
    static final Set<String> MODES = Set.of(ALL, "any", "all-with-x", "any-with-x");

    private static final char VOID = 'V';

    /** Two to the 63rd: from here on a double is no long. */
    private static final double LONG_RANGE = 0x1p63;

    private final boolean all;
    private final List<Asked> asked = new ArrayList<>();

    /** A header that is to have this {@linkplain #comparable value}, or any at all if it is null. */
    record Asked(String name, @Nullable Object value) {
        private boolean fits(@Nullable FieldValue given) {
            return given != null && (value == null || value.equals(comparable(given)));
        }
    }

    HeadersPattern(FieldTable arguments, String mode) {
        this.all = mode.startsWith(ALL);
        boolean withX = mode.endsWith("-with-x");
        for (FieldTable.Entry argument : arguments.entries()) {
            String name = argument.key();
            if (withX ? !name.equals("x-match") : !name.startsWith("x-")) {
                asked.add(new Asked(name, comparable(argument.value())));
            }
        }
    }

    /** Whether all that is asked for must be there; else one of it must. */
    boolean isAll() {
        return all;
    }

    List<Asked> asked() {
        return asked;
    }

    boolean matches(FieldTable headers) {
        for (int i = 0; i < asked.size(); i++) {
            Asked one = asked.get(i);
            boolean found = one.fits(headers.get(one.name()));
            if (found != all) {
                return found;
            }
        }
        return all;
    }

    /**
     * What makes two values equal; null for void. As in RabbitMQ the value decides and not the type it came in: numbers of any width, text and
     * binary, a timestamp and its seconds.
     */
    static @Nullable Object comparable(FieldValue value) {
        if (value.type() == VOID) {
            return null;
        }
        if (value.value() instanceof Double number && number == Math.rint(number) && Math.abs(number) < LONG_RANGE) {
            return number.longValue();
        }
        return value.value();
    }
}
