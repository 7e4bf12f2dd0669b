package io.leveret.core.access;

import java.util.regex.Pattern;

/**
 * What a user may do in one virtual host: a pattern of names for each right. As in RabbitMQ a pattern is searched for in the name, not
 * anchored, and the empty pattern stands for {@code ^$}.
 */
public record Permissions(Pattern configure, Pattern write, Pattern read) {
    public static final Permissions ALL = of(".*", ".*", ".*");

    /** Throws {@link java.util.regex.PatternSyntaxException} for a pattern that is none. */
    public static Permissions of(String configure, String write, String read) {
        return new Permissions(compile(configure), compile(write), compile(read));
    }

    public boolean allows(Access access, String name) {
        return switch (access) {
            case CONFIGURE -> allows(configure, name);
            case WRITE -> allows(write, name);
            case READ -> allows(read, name);
        };
    }

    private static boolean allows(Pattern pattern, String name) {
        return pattern.pattern().equals(".*") || pattern.matcher(name).find();
    }

    private static Pattern compile(String regex) {
        return Pattern.compile(regex.isEmpty() ? "^$" : regex);
    }
}
