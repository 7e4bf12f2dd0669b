package io.leveret.store.backup;

import java.io.IOException;

/** Why a backup can't be taken now; the message is one line for the operator. */
final class BackupException extends IOException {
    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }
}
