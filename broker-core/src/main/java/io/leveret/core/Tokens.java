package io.leveret.core;

/** Makes names that nobody can guess and that never come twice: the random part of server-given names. */
@FunctionalInterface
public interface Tokens {
    /** 22 characters of base64url: 128 random bits. */
    String next();
}
