package io.leveret.management;

/** A file of definitions that can't be had, said in one line. */
public final class DefinitionsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DefinitionsRefusedException(String message) {
        super(message);
    }
}
