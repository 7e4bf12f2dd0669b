package io.leveret.core.node;

import io.leveret.core.access.Account;

/** Who checks passwords hears of all accounts. All calls are the node's. */
public interface AccountListener {
    /** The account is new or was changed. */
    void changed(Account account);

    void removed(String name);
}
