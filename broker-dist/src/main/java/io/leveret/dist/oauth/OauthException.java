package io.leveret.dist.oauth;

/** What {@code leveret.oauth2} asks for can't be done; the message is for the operator. */
public final class OauthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OauthException(String message) {
        super(message);
    }

    OauthException(String message, Throwable cause) {
        super(message, cause);
    }
}
