package io.leveret.core.access;

import java.util.List;
import java.util.stream.Collectors;

/** A text with gaps, each of which stands for any characters or none; {@code parts} is what stands between them. It means the whole of a name. Immutable. */
public record Wildcard(List<String> parts) {
    private static final String MATCHES_NOTHING = "(?!)";

    /** At least one part, which is the whole name; parts may be empty. */
    public Wildcard {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a wildcard has at least one part");
        }
        parts = List.copyOf(parts);
    }

    /** Whether any name matches. */
    public boolean isEverything() {
        return parts.size() > 1 && parts.stream().allMatch(String::isEmpty);
    }

    /** Whether this name is meant. */
    public boolean matches(String name) {
        int last = parts.size() - 1;
        if (last == 0) {
            return name.equals(parts.get(0));
        }
        String begin = parts.get(0);
        String end = parts.get(last);
        if (!name.startsWith(begin)) {
            return false;
        }
        int at = begin.length();
        for (String part : parts.subList(1, last)) {
            int found = name.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return name.length() - end.length() >= at && name.endsWith(end);
    }

    /** What names match that one of these does; of none, none. Throws {@link java.util.regex.PatternSyntaxException} if they are too many. */
    public static NamePattern anyOf(List<Wildcard> wildcards) {
        if (wildcards.stream().anyMatch(Wildcard::isEverything)) {
            return NamePattern.EVERYTHING;
        }
        return NamePattern.compiled(
                wildcards.isEmpty()
                        ? MATCHES_NOTHING
                        : wildcards.stream()
                                .map(Wildcard::regex)
                                .distinct()
                                .collect(Collectors.joining("|", "(?s)\\A(?:", ")")));
    }

    /**
     * Each part but the last is taken where it comes first, for good: no later place would leave more to what follows, and a matcher that does not come back
     * takes steps by the length of the name alone.
     */
    private String regex() {
        int last = parts.size() - 1;
        StringBuilder regex = new StringBuilder(NamePattern.literal(parts.get(0)));
        for (String part : parts.subList(Math.min(1, last), last)) {
            if (!part.isEmpty()) {
                regex.append("(?>.*?").append(NamePattern.literal(part)).append(')');
            }
        }
        if (last == 0) {
            regex.append("\\z");
        } else if (!parts.get(last).isEmpty()) {
            regex.append(".*").append(NamePattern.literal(parts.get(last))).append("\\z");
        }
        return regex.toString();
    }
}
