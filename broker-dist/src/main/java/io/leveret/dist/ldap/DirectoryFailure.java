package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Set;

/** What a failure of the directory says. */
final class DirectoryFailure {
    private static final int LONGEST = 300;

    /** Answers of a bind that say, one way or the other, that this password does not let this user in. */
    private static final Set<ResultCode> REFUSALS = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.UNWILLING_TO_PERFORM);

    private DirectoryFailure() {}

    /** Whether this answer of a bind refuses the user, and is no trouble of the directory's. */
    static boolean refusesUser(LDAPException answer) {
        return REFUSALS.contains(answer.getResultCode());
    }

    /** Whether the connection is of no use after it. */
    static boolean breaksConnection(LDAPException failure) {
        return !failure.getResultCode().isConnectionUsable();
    }

    /** In one line, and not a long one. */
    static String reason(LDAPException failure) {
        String text = failure.getResultCode().getName() + ", "
                + String.valueOf(failure.getMessage()).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
