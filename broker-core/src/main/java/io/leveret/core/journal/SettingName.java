package io.leveret.core.journal;

/** A setting's name that is made of two: the length of the first stands before both, so that no two pairs have the same name. */
public record SettingName(String first, String second) {
    private static final char END_OF_LENGTH = ':';

    /** The name as one text. */
    public String joined() {
        return first.length() + String.valueOf(END_OF_LENGTH) + first + second;
    }

    /** Takes apart what {@link #joined} made. */
    public static SettingName of(String joined) {
        int colon = joined.indexOf(END_OF_LENGTH);
        int end = colon + 1 + Integer.parseInt(joined.substring(0, colon));
        return new SettingName(joined.substring(colon + 1, end), joined.substring(end));
    }
}
