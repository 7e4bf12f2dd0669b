package io.leveret.core.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular expression that an administrator wrote, searched for in names: not anchored, as in RabbitMQ, and the empty one stands for {@code ^$}. A match
 * that takes more than {@value #MOST_STEPS} steps is given up and counts as none, so that no expression keeps a core busy. Immutable.
 */
public final class NamePattern {
    /** A few milliseconds; honest expressions take some hundred steps, since names have at most 255 octets. */
    static final int MOST_STEPS = 200_000;

    /** A longer expression is not taken; nor one that counts further than this, as its steps can't be seen. */
    private static final int MOST_CHARACTERS = 1_000;

    private static final int MOST_REPEATED = 1_000;
    /** Java lets blanks and comments stand between the digits of a count. */
    private static final Pattern REPEATED = Pattern.compile("(?<!\\\\x)\\{(\\d[^},]*)(?:,([^}]*))?}");

    private static final Logger log = LoggerFactory.getLogger(NamePattern.class);

    /** After what it is made with. */
    public static final NamePattern EVERYTHING = of(".*");

    private final String regex;
    private final Pattern pattern;
    private final boolean everything;

    private NamePattern(String regex, Pattern pattern) {
        this.regex = regex;
        this.pattern = pattern;
        this.everything = regex.equals(".*");
    }

    /** Throws {@link PatternSyntaxException} for a text that is no regular expression, or one that is refused as too costly. */
    public static NamePattern of(String regex) {
        if (regex.length() > MOST_CHARACTERS) {
            throw new PatternSyntaxException("longer than " + MOST_CHARACTERS + " characters", regex, MOST_CHARACTERS);
        }
        refuseLongCounts(regex);
        return compiled(regex);
    }

    /** For an expression that was found good before names were put into it. */
    static NamePattern compiled(String regex) {
        try {
            return new NamePattern(regex, Pattern.compile(regex.isEmpty() ? "^$" : regex));
        } catch (StackOverflowError e) { // it has a thousand characters at most, and our stack is whole again
            throw new PatternSyntaxException("nested too deeply", regex, -1);
        }
    }

    /** Counts that stand inside of one another multiply; that they do is assumed. */
    private static void refuseLongCounts(String regex) {
        long product = 1;
        Matcher count = REPEATED.matcher(regex);
        while (count.find()) {
            String last = count.group(2) == null ? "" : count.group(2).replaceAll("\\D", "");
            last = last.isEmpty() ? count.group(1).replaceAll("\\D", "") : last;
            product *= last.length() > 4 ? MOST_REPEATED + 1L : Math.max(1, Long.parseLong(last));
            if (product > MOST_REPEATED) {
                throw new PatternSyntaxException("repeats more than " + MOST_REPEATED + " times", regex, count.start());
            }
        }
    }

    /** The expression as it was written. */
    public String regex() {
        return regex;
    }

    /** Whether it matches any name, so that there is no need to ask. */
    public boolean isEverything() {
        return everything;
    }

    /** Whether it is found in the name. */
    public boolean matches(String name) {
        if (everything) {
            return true;
        }
        try {
            return pattern.matcher(new CountedText(name)).find();
        } catch (TooManySteps
                | StackOverflowError e) { // the stack is whole again: the matcher ran in a frame of its own
            log.warn("a regular expression takes too many steps and counts as no match regex={}", regex);
            return false;
        }
    }

    /** Whether it comes to an answer for this name within its steps. */
    public boolean isAffordable(String name) {
        if (everything) {
            return true;
        }
        try {
            pattern.matcher(new CountedText(name)).find();
            return true;
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamePattern that && regex.equals(that.regex);
    }

    @Override
    public int hashCode() {
        return regex.hashCode();
    }

    @Override
    public String toString() {
        return regex;
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** Every step of a matcher looks at a character. Owner: core (during one match). */
    private static final class CountedText implements CharSequence {
        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
