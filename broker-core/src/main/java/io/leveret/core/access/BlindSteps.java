package io.leveret.core.access;

import java.util.regex.PatternSyntaxException;

/**
 * Estimates from above how many steps a matcher can take between two looks at a character: alternatives that are empty, optional anchors, loops around what may be empty.
 * Each such choice multiplies what stands behind it. Where it is not sure what Java's syntax means it refuses. Owner: core (or who else makes an expression, for that time).
 */
final class BlindSteps {
    private static final String NOT_TAKEN = " are not taken";
    private static final int UNBOUNDED = -1;

    private final String regex;
    private int at;

    /**
     * A part of an expression. {@code empty}: in how many ways it matches nothing; {@code exits}: in how many ways it can be left at one place, from wherever in it;
     * {@code steps}: how many it takes at one place.
     */
    private record Part(double empty, double exits, double steps) {
        /** Looks at a character, and at the end of the text fails. */
        static final Part CHARACTER = new Part(0, 1, 0);

        static final Part ANCHOR = new Part(1, 1, 1);

        Part then(Part next) {
            return new Part(empty * next.empty, exits * next.exits, steps + exits * next.steps);
        }

        Part or(Part other) {
            double either = empty + other.empty;
            return new Part(either, Math.max(either, Math.max(exits, other.exits)), steps + other.steps + 1);
        }

        /** A look ahead or behind is over when it has found one way. */
        Part asLook(int places) {
            return new Part(1, 1, 1 + places * (steps + exits));
        }

        Part optional() {
            return new Part(empty + 1, Math.max(exits, empty + 1), steps + 1);
        }

        Part repeated(int least, int most) {
            if (most == 1) {
                return least == 0 ? optional() : this;
            }
            double rounds = empty == 0 || most == UNBOUNDED ? 1 : most;
            double ways = empty > 1 && most != UNBOUNDED ? Math.pow(empty, most) : empty;
            double choices = least == most ? ways : ways + rounds;
            double nothing = least == 0 ? Math.max(1, choices) : empty > 0 ? choices : 0;
            return new Part(nothing, exits * Math.max(1, choices), 1 + rounds * steps * (1 + exits));
        }
    }

    private BlindSteps(String regex) {
        this.regex = regex;
    }

    /** For an expression that Java takes; throws {@link PatternSyntaxException} for syntax that makes it hard to see what branches. */
    static double of(String regex) {
        BlindSteps reader = new BlindSteps(regex);
        Part all = reader.alternatives();
        if (reader.at != regex.length()) {
            throw reader.refused("ends that are not clear");
        }
        return all.steps + all.exits;
    }

    private Part alternatives() {
        Part all = sequence();
        while (takes('|')) {
            all = all.or(sequence());
        }
        return all;
    }

    private Part sequence() {
        Part all = new Part(1, 1, 0);
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            all = all.then(counted(atom()));
        }
        return all;
    }

    private Part atom() {
        char first = regex.charAt(at++);
        return switch (first) {
            case '(' -> group();
            case '[' -> characterClass();
            case '\\' -> escape();
            case '^', '$' -> Part.ANCHOR;
            default -> Part.CHARACTER;
        };
    }

    private Part group() {
        if (!takes('?')) {
            return closed();
        }
        if (takes('=') || takes('!')) {
            return closed().asLook(1);
        }
        if (takes('<')) {
            if (takes('=') || takes('!')) {
                return closed().asLook(NamePattern.LONGEST_NAME);
            }
            skipBehind('>');
            return closed();
        }
        return takes('>') ? closed() : flags();
    }

    private Part flags() {
        while (at < regex.length() && regex.charAt(at) != ':' && regex.charAt(at) != ')') {
            if (regex.charAt(at) == 'x') {
                throw refused("blanks and comments, (?x),");
            }
            at++;
        }
        return takes(':') ? closed() : closed().then(Part.ANCHOR);
    }

    private Part closed() {
        Part inside = alternatives();
        at++;
        return new Part(inside.empty, inside.exits, inside.steps + 1);
    }

    private Part characterClass() {
        takes('^');
        for (boolean begun = false; at < regex.length() && !(begun && regex.charAt(at) == ']'); begun = true) {
            char next = regex.charAt(at++);
            if (next == '[' || (next == '&' && takes('&'))) {
                throw refused("character classes within others");
            }
            if (next == '\\') {
                escape();
            }
        }
        at++;
        return Part.CHARACTER;
    }

    private Part escape() {
        char escaped = at < regex.length() ? regex.charAt(at++) : '\\';
        switch (escaped) {
            case 'Q' -> throw refused("quotations, \\Q,");
            case 'c' -> at++;
            case 'x', 'p', 'P', 'N' -> skipBraces();
            case 'k' -> skipBehind('>');
            default -> {}
        }
        if (Character.isDigit(escaped)) {
            while (at < regex.length() && Character.isDigit(regex.charAt(at))) {
                at++;
            }
        }
        boolean mayBeEmpty = "AzZGbBk123456789".indexOf(escaped) >= 0;
        if (escaped == 'b') {
            skipBraces();
        }
        return mayBeEmpty ? Part.ANCHOR : Part.CHARACTER;
    }

    private Part counted(Part atom) {
        Part all = atom;
        while (at < regex.length()) {
            if (takes('?')) {
                all = all.optional();
            } else if (takes('*')) {
                all = all.repeated(0, UNBOUNDED);
            } else if (takes('+')) {
                all = all.repeated(1, UNBOUNDED);
            } else if (takes('{')) {
                all = range(all);
            } else {
                return all;
            }
            if (!takes('?')) {
                takes('+');
            }
        }
        return all;
    }

    private Part range(Part atom) {
        int least = number();
        int most = least;
        if (takes(',')) {
            most = at < regex.length() && Character.isDigit(regex.charAt(at)) ? number() : UNBOUNDED;
        }
        skipBehind('}');
        return atom.repeated(least, most);
    }

    private int number() {
        int begin = at;
        while (at < regex.length() && Character.isDigit(regex.charAt(at))) {
            at++;
        }
        if (at == begin || at - begin > 9) {
            throw refused("counts that are no small numbers");
        }
        return Integer.parseInt(regex.substring(begin, at));
    }

    private void skipBraces() {
        if (at < regex.length() && regex.charAt(at) == '{') {
            skipBehind('}');
        }
    }

    private void skipBehind(char end) {
        int found = regex.indexOf(end, at);
        at = found < 0 ? regex.length() : found + 1;
    }

    private boolean takes(char wanted) {
        if (at < regex.length() && regex.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private PatternSyntaxException refused(String what) {
        return new PatternSyntaxException(what + NOT_TAKEN, regex, at);
    }
}
