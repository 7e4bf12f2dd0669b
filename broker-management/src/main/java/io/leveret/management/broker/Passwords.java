package io.leveret.management.broker;

/** Makes what is kept of passwords. The methods may be called on any thread. */
public interface Passwords {
    /** What is kept of a new password. Takes as long as a login: not for management's thread. */
    String hash(byte[] password);

    /**
     * What is kept of a password that was hashed elsewhere; an empty hash lets nobody in. Throws {@link IllegalArgumentException} with a text for the user if the algorithm is
     * unknown or the hash is none of it.
     */
    String ofRabbit(String hash, String algorithm);

    /** A hash of RabbitMQ's usual algorithm, to be handed out and sent back some day. */
    String rabbitHash(byte[] password);

    /** Tells of what is kept: what {@link #ofRabbit} makes it of again. */
    Shown shown(String kept);

    /** A hash and how it was made, as definitions have it. */
    record Shown(String hash, String algorithm) {}
}
