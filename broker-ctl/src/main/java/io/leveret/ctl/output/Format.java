package io.leveret.ctl.output;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How tables are printed. */
public enum Format {
    /** Aligned on a terminal, else with tabs as rabbitmqctl prints them. */
    TABLE,
    /** Aligned always. */
    PRETTY_TABLE,
    JSON,
    CSV;

    public static Optional<Format> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(name))
                .findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
