package io.leveret.management.broker;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;

/** A request that can't be done: the HTTP status, and the {@code error} and {@code reason} of the body, as RabbitMQ's API has them. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    public Problem(int status, String error, String reason) {
        super(reason);
        this.status = status;
        this.error = error;
    }

    public static Problem badRequest(String reason) {
        return new Problem(400, "bad_request", reason);
    }

    public static Problem notAuthorised(String reason) {
        return new Problem(401, "not_authorised", reason);
    }

    public static Problem notFound() {
        return new Problem(404, "Object Not Found", "Not Found");
    }

    public static Problem busy(String reason) {
        return new Problem(503, "unavailable", reason);
    }

    /** For a defect that is logged. */
    public static Problem internal() {
        return new Problem(500, "Internal Server Error", "internal error, see the broker's log");
    }

    /** A command of the core refused, in the words that an AMQP client would get; the refusal itself is the cause. */
    public static Problem of(AmqpException refused) {
        Problem problem = inWordsOf(refused);
        problem.initCause(refused);
        return problem;
    }

    private static Problem inWordsOf(AmqpException refused) {
        String text = String.valueOf(refused.getMessage());
        return switch (refused.replyCode()) {
            case NOT_FOUND -> new Problem(404, "not_found", text);
            case ACCESS_REFUSED -> notAuthorised(refused.replyText());
            case INTERNAL_ERROR -> internal();
            default -> badRequest(text);
        };
    }

    /** A change of the node or of a policy was refused. */
    public static Problem of(ChangeRefusedException refused) {
        String text = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case INVALID -> badRequest(text);
            case NOT_FOUND -> new Problem(404, "Object Not Found", text);
            case PROTECTED -> new Problem(412, "precondition_failed", text);
            case BUSY -> busy(text);
            case FAILED -> internal();
        };
    }

    public int status() {
        return status;
    }

    public String error() {
        return error;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
