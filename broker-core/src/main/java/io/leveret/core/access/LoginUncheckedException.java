package io.leveret.core.access;

/** Who knows the user can't be asked at the moment: no defect of ours, and the operator has been told of it in the log already. */
public final class LoginUncheckedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoginUncheckedException(String why) {
        super(why, null, false, false);
    }
}
