package io.leveret.store.cold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in a cold file: its sections, ordered by queue and number. Immutable. */
public final class ColdDirectory {
    public static final String DIRECTORY = "cold";

    private final long number;
    private final long octets;
    private final List<ColdSection> sections;

    /** {@code octets}: size of the file. */
    ColdDirectory(long number, long octets, List<ColdSection> sections) {
        this.number = number;
        this.octets = octets;
        this.sections = List.copyOf(sections);
    }

    /** The name of the cold file with this number. */
    public static String name(long number) {
        return DIRECTORY + "/c-" + number + ".seg";
    }

    public long number() {
        return number;
    }

    public long octets() {
        return octets;
    }

    public List<ColdSection> sections() {
        return sections;
    }

    /** The section in which a queue's number would be; null if there is none. */
    public @Nullable ColdSection find(long queueId, long seq) {
        int low = 0;
        int high = sections.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            ColdSection section = sections.get(middle);
            boolean above = section.queueId() > queueId || (section.queueId() == queueId && section.base() > seq);
            if (above) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        ColdSection found = low == 0 ? null : sections.get(low - 1);
        return found != null && found.queueId() == queueId ? found : null;
    }
}
