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

    private final boolean all;
    private final List<FieldTable.Entry> wanted = new ArrayList<>();

    HeadersPattern(FieldTable arguments, String mode) {
        this.all = mode.startsWith(ALL);
        boolean withX = mode.endsWith("-with-x");
        for (FieldTable.Entry argument : arguments.entries()) {
            String name = argument.key();
            if (withX ? !name.equals("x-match") : !name.startsWith("x-")) {
                wanted.add(argument);
            }
        }
    }

    boolean matches(FieldTable headers) {
        for (FieldTable.Entry argument : wanted) {
            boolean found = fits(argument.value(), headers.get(argument.key()));
            if (found != all) {
                return found;
            }
        }
        return all;
    }

    private static boolean fits(FieldValue asked, @Nullable FieldValue given) {
        return given != null && (asked.type() == VOID || (given.type() != VOID && sameValue(asked, given)));
    }

    /** As in RabbitMQ the value decides, not the type it came in: numbers of any width, text and binary, a timestamp and its seconds. */
    private static boolean sameValue(FieldValue asked, FieldValue given) {
        Object one = asked.value();
        Object other = given.value();
        if (one instanceof Long integer && other instanceof Double fraction) {
            return sameNumber(integer, fraction);
        }
        if (one instanceof Double fraction && other instanceof Long integer) {
            return sameNumber(integer, fraction);
        }
        return one.equals(other);
    }

    /** Exactly: a large integer is not equal to the nearest double. */
    private static boolean sameNumber(long integer, double fraction) {
        return (double) integer == fraction && (long) fraction == integer && integer != Long.MAX_VALUE;
    }
}
