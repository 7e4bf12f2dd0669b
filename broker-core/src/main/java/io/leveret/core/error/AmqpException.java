package io.leveret.core.error;

/**
 * A mistake of the client: carries the reply code and text that it is told. The code's scope decides whether its
 * channel or its connection closes.
 */
public final class AmqpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ReplyCode replyCode;
    private final Scope scope;

    /** {@code text} comes without the name of the code, which {@link #replyText()} puts before it. */
    public AmqpException(ReplyCode replyCode, String text) {
        this(replyCode, text, replyCode.scope());
    }

    /** For the few errors that RabbitMQ closes the connection with although their code is a channel's (403 at login). */
    public AmqpException(ReplyCode replyCode, String text, Scope scope) {
        super(text, null, false, false);
        this.replyCode = replyCode;
        this.scope = scope;
    }

    public ReplyCode replyCode() {
        return replyCode;
    }

    public Scope scope() {
        return scope;
    }

    /** The text as it goes to the client, such as {@code NOT_FOUND - no queue 'a' in vhost '/'}; not yet cut to 255 bytes. */
    public String replyText() {
        return replyCode.name() + " - " + getMessage();
    }
}
