package io.leveret.core.error;

/** The reply codes of AMQP 0-9-1 (specification, section 1.2 "constants") and what each of them closes. */
public enum ReplyCode {
    CONTENT_TOO_LARGE(311, Scope.CHANNEL),
    NO_ROUTE(312, Scope.CHANNEL),
    NO_CONSUMERS(313, Scope.CHANNEL),
    CONNECTION_FORCED(320, Scope.CONNECTION),
    INVALID_PATH(402, Scope.CONNECTION),
    ACCESS_REFUSED(403, Scope.CHANNEL),
    NOT_FOUND(404, Scope.CHANNEL),
    RESOURCE_LOCKED(405, Scope.CHANNEL),
    PRECONDITION_FAILED(406, Scope.CHANNEL),
    FRAME_ERROR(501, Scope.CONNECTION),
    SYNTAX_ERROR(502, Scope.CONNECTION),
    COMMAND_INVALID(503, Scope.CONNECTION),
    CHANNEL_ERROR(504, Scope.CONNECTION),
    UNEXPECTED_FRAME(505, Scope.CONNECTION),
    RESOURCE_ERROR(506, Scope.CONNECTION),
    NOT_ALLOWED(530, Scope.CONNECTION),
    NOT_IMPLEMENTED(540, Scope.CONNECTION),
    INTERNAL_ERROR(541, Scope.CONNECTION);

    private final int code;
    private final Scope scope;

    ReplyCode(int code, Scope scope) {
        this.code = code;
        this.scope = scope;
    }

    public int code() {
        return code;
    }

    public Scope scope() {
        return scope;
    }
}
