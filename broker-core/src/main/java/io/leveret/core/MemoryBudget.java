package io.leveret.core;

import io.leveret.core.channel.TransactionBudget;
import io.leveret.core.queue.MemoryLedger;

/** What a virtual host may hold in memory, and what it does hold. Owner: core. */
final class MemoryBudget {
    /** Open transactions may hold this part of what messages may, beside them. */
    private static final int TRANSACTIONS_SHARE = 4;

    private final MemoryLedger messages;
    private final TransactionBudget transactions;
    private long outputBytes;

    MemoryBudget(VirtualHostLimits limits) {
        this.messages = new MemoryLedger(limits.memoryBytes());
        this.transactions = new TransactionBudget(limits.memoryBytes() / TRANSACTIONS_SHARE);
        this.outputBytes = limits.outputBytes();
    }

    /** Other virtual hosts have come or gone. */
    void resize(VirtualHostLimits limits) {
        messages.limit(limits.memoryBytes());
        transactions.limit(limits.memoryBytes() / TRANSACTIONS_SHARE);
        outputBytes = limits.outputBytes();
    }

    MemoryLedger messages() {
        return messages;
    }

    TransactionBudget transactions() {
        return transactions;
    }

    /** Octets that all connections together may have unflushed. */
    long outputBytes() {
        return outputBytes;
    }
}
