package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What a failure of the directory says. */
final class DirectoryFailure {
    private static final int LONGEST = 400;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\s]+");

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

    /** In one line, and not a long one: what TLS has to say, or else what lies at the bottom of it. */
    static String reason(LDAPException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SSLException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String text = failure.getResultCode().getName() + ", "
                + BREAKS.matcher(message).replaceAll(" ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
