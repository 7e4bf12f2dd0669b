package io.leveret.core.access;

/** What a user may do in one virtual host: a pattern of names for each right. */
public record Permissions(NamePattern configure, NamePattern write, NamePattern read) {
    public static final Permissions ALL =
            new Permissions(NamePattern.EVERYTHING, NamePattern.EVERYTHING, NamePattern.EVERYTHING);
    public static final Permissions NONE = of("", "", "");

    /** Throws {@link java.util.regex.PatternSyntaxException} for a pattern that is none. */
    public static Permissions of(String configure, String write, String read) {
        return new Permissions(NamePattern.of(configure), NamePattern.of(write), NamePattern.of(read));
    }

    public NamePattern pattern(Access access) {
        return switch (access) {
            case CONFIGURE -> configure;
            case WRITE -> write;
            case READ -> read;
        };
    }

    public boolean allows(Access access, String name) {
        return pattern(access).matches(name);
    }
}
