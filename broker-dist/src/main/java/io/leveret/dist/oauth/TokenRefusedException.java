package io.leveret.dist.oauth;

/** A token does not count; the message, which is for the log, does not show it. */
final class TokenRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    TokenRefusedException(String message) {
        super(message, null, false, false);
    }

    /** A text out of a token, for a message: short and on one line. */
    static String shown(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return "'" + cut.replaceAll("[\\p{Cntrl}']", "?") + "'";
    }
}
