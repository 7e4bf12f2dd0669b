package io.leveret.ctl.http;

/** The broker's answer is a refusal: its status, and the reason it gives. */
public final class ApiException extends RuntimeException {
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int UNAVAILABLE = 503;

    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;
    private final String request;
    private final String who;
    private final transient Subject subject;

    ApiException(int status, String reason, String request, String who, Subject subject) {
        super(request + ": " + status + " " + reason);
        this.status = status;
        this.reason = reason;
        this.request = request;
        this.who = who;
        this.subject = subject;
    }

    public int status() {
        return status;
    }

    /** Why, in the broker's words. */
    public String reason() {
        return reason;
    }

    /** The method and path that were refused. */
    public String request() {
        return request;
    }

    /** Who asked. */
    public String who() {
        return who;
    }

    public Subject subject() {
        return subject;
    }
}
