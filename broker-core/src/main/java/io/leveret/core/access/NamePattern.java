package io.leveret.core.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular expression that an administrator wrote, searched for in names: not anchored, as in RabbitMQ, and the empty one stands for {@code ^$}. A match
 * that takes more than {@value #MOST_STEPS} steps is given up and counts as none, so that no expression keeps a core busy. A step is a look at a character;
 * an expression that can do much between two looks has fewer of them ({@link BlindSteps}). Immutable.
 */
public final class NamePattern {
    /** A few milliseconds; honest expressions take some hundred steps, since names have at most 255 octets. */
    static final int MOST_STEPS = 200_000;

    static final int LONGEST_NAME = 255;

    /** What may be done between two looks at a character for nothing, and at all. */
    private static final int FREE_BLIND_STEPS = 100;

    private static final int MOST_BLIND_STEPS = 2_000;

    /** A longer expression is not taken; nor one that counts further than this, as that makes it large. */
    private static final int MOST_CHARACTERS = 1_000;

    private static final int MOST_REPEATED = 1_000;
    private static final Pattern REPEATED = Pattern.compile("(?<!\\\\x)\\{(\\d[^},]*)(?:,([^}]*))?}");

    /** At the beginning it says nothing, as a match may begin anywhere, but takes steps by the square of a name's length. */
    private static final Pattern ANYTHING_FIRST = Pattern.compile("^(?:\\.\\*\\??(?![+?*{]))+");

    private static final Logger log = LoggerFactory.getLogger(NamePattern.class);

    /** After what it is made with. */
    public static final NamePattern EVERYTHING = of(".*");

    private final String regex;
    private final Pattern pattern;
    private final int stepsAtOnce;
    private final boolean everything;
    private final @Nullable NamePattern or;

    private NamePattern(String regex, Pattern pattern, int stepsAtOnce, @Nullable NamePattern or) {
        this.regex = or == null ? regex : regex + "|" + or.regex;
        this.pattern = pattern;
        this.stepsAtOnce = stepsAtOnce;
        this.everything = this.regex.equals(".*");
        this.or = or;
    }

    /** Throws {@link PatternSyntaxException} for a text that is no regular expression, or one that is refused as too costly. */
    public static NamePattern of(String regex) {
        if (regex.length() > MOST_CHARACTERS) {
            throw new PatternSyntaxException("longer than " + MOST_CHARACTERS + " characters", regex, MOST_CHARACTERS);
        }
        refuseLongCounts(regex);
        return compiled(regex);
    }

    /** Found in a name where any of these is; together they may take as many steps as one. Each is searched for itself: groups of one mean nothing to another. */
    public static NamePattern anyOf(Collection<NamePattern> patterns) {
        List<NamePattern> each = new ArrayList<>(new LinkedHashSet<>(patterns));
        Collections.reverse(each);
        NamePattern any = null;
        for (NamePattern one : each) {
            if (one.everything) {
                return EVERYTHING;
            }
            any = new NamePattern(one.regex, one.pattern, one.stepsAtOnce, any);
        }
        return any == null ? of("") : any;
    }

    /** An expression that matches this text and no other. Escapes one character after the other, so that no text holds the end of a quotation. */
    public static String literal(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(character -> {
            if (!Character.isLetterOrDigit(character)) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(character);
        });
        return escaped.toString();
    }

    /** For an expression that was found good before names were put into it; throws {@link PatternSyntaxException} if they make it another. */
    public static NamePattern compiled(String regex) {
        try {
            Pattern.compile(regex);
            double blind = BlindSteps.of(regex);
            if (blind > MOST_BLIND_STEPS) {
                throw new PatternSyntaxException("has too many ways to match nothing", regex, -1);
            }
            String searched =
                    regex.isEmpty() ? "^$" : ANYTHING_FIRST.matcher(regex).replaceFirst("");
            int stepsAtOnce = Math.max(1, (int) (blind / FREE_BLIND_STEPS));
            return new NamePattern(regex, Pattern.compile(searched), stepsAtOnce, null);
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
        try {
            return search(name, MOST_STEPS) > 0;
        } catch (TooManyStepsException e) {
            log.warn("a regular expression takes too many steps and counts as no match regex={}", regex);
            return false;
        }
    }

    /** Whether it is found in the name, for a search through many names; throws {@link TooManyStepsException} rather than giving up in silence. */
    public boolean matches(String name, StepBudget budget) {
        long taken = search(name, budget.atMost(MOST_STEPS));
        budget.take(Math.abs(taken));
        return taken > 0;
    }

    /** Returns the steps that it took, negative if nothing was found. */
    private long search(String name, long most) {
        long before = 0;
        for (NamePattern each = this; each != null; each = each.or) {
            long taken = each.searchAlone(name, most - before);
            if (taken > 0) {
                return before + taken;
            }
            before -= taken;
        }
        return -before;
    }

    private long searchAlone(String name, long most) {
        if (everything) {
            return 1;
        }
        CountedText text = new CountedText(name, most / stepsAtOnce);
        try {
            boolean found = pattern.matcher(text).find();
            long taken = (text.steps + 1) * stepsAtOnce;
            return found ? taken : -taken;
        } catch (StackOverflowError e) { // the stack is whole again: the matcher ran in a frame of its own
            throw new TooManyStepsException();
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

    /** Counts the looks of a matcher. Owner: core (during one match). */
    private static final class CountedText implements CharSequence {
        private final String text;
        private final long mostSteps;
        private long steps;

        CountedText(String text, long mostSteps) {
            this.text = text;
            this.mostSteps = mostSteps;
        }

        @Override
        public char charAt(int index) {
            if (++steps > mostSteps) {
                throw new TooManyStepsException();
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
