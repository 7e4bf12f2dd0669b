package io.leveret.ctl.error;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a run ends, in the numbers of sysexits.h that rabbitmqctl uses. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;

    /** The command line is not understood. */
    public static final int USAGE = 64;

    /** A value is refused, or names a virtual host that is not there; a password is wrong. */
    public static final int DATA = 65;

    /** A file can't be read. */
    public static final int NO_INPUT = 66;

    /** There is no such user. */
    public static final int NO_USER = 67;

    /** No broker answers, the object is not there, or a check has failed. */
    public static final int UNAVAILABLE = 69;

    /** Not done: it exists already, or broker or tool have a defect. */
    public static final int FAILED = 70;

    /** A file or standard output can't be written. */
    public static final int OUTPUT = 74;

    /** No answer within the timeout. */
    public static final int TIMEOUT = 75;

    /** Login refused, or not allowed to do this. */
    public static final int NOT_ALLOWED = 77;

    /** No credentials, or a credentials file that others can read. */
    public static final int CONFIGURATION = 78;

    private ExitCode() {}

    /** The codes in the order of their numbers, each with what it means. */
    public static Map<Integer, String> all() {
        Map<Integer, String> codes = new LinkedHashMap<>();
        codes.put(OK, "done; of a check: all is well");
        codes.put(USAGE, "the command line is not understood");
        codes.put(DATA, "a value is refused, a virtual host is not there, a password is wrong");
        codes.put(NO_INPUT, "a file can't be read");
        codes.put(NO_USER, "there is no such user");
        codes.put(UNAVAILABLE, "no broker answers, an object is not there, a check has failed");
        codes.put(FAILED, "not done: it exists already, or a defect");
        codes.put(OUTPUT, "a file or standard output can't be written");
        codes.put(TIMEOUT, "no answer within the timeout");
        codes.put(NOT_ALLOWED, "login refused, or not allowed to do this");
        codes.put(CONFIGURATION, "no credentials, or a credentials file that others can read");
        return codes;
    }
}
