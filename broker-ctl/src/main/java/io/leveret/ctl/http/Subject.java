package io.leveret.ctl.http;

import io.leveret.ctl.error.ExitCode;

/** What a request is about, in words for its error, and how a command ends when it is not there. */
public record Subject(String text, int exitCodeIfMissing) {
    /** The broker as a whole, or a list of it. */
    public static Subject of(String text) {
        return new Subject(text, ExitCode.UNAVAILABLE);
    }

    public static Subject user(String name) {
        return new Subject("user '" + name + "'", ExitCode.NO_USER);
    }

    public static Subject vhost(String name) {
        return new Subject("virtual host '" + name + "'", ExitCode.DATA);
    }

    /** An object of this kind in a virtual host. */
    public static Subject in(String vhost, String kind, String name) {
        return of(kind + " '" + name + "' in virtual host '" + vhost + "'");
    }

    /** An object of this kind that is the whole node's. */
    public static Subject named(String kind, String name) {
        return of(kind + " '" + name + "'");
    }

    /** A user's rights or limits, for which both the user and the virtual host must be there. */
    public static Subject userIn(String vhost, String what, String user) {
        return new Subject(what + " of user '" + user + "' in virtual host '" + vhost + "'", ExitCode.NO_USER);
    }
}
