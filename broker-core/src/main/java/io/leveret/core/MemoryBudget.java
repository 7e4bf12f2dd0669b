package io.leveret.core;

import io.leveret.core.channel.TransactionBudget;
import io.leveret.core.queue.MemoryLedger;

/** What a virtual host may hold in memory, and what it does hold. Owner: core. */
final class MemoryBudget {
    /** Open transactions may hold this part of what messages may, beside them. */
    private static final int TRANSACTIONS_SHARE = 4;

    /** Exchanges may hold this part of it with what they remember of messages, beside them too. */
    private static final int EXCHANGES_SHARE = 8;

    private final MemoryLedger messages;
    private final TransactionBudget transactions;
    private long exchangeBytes;
    private long outputBytes;

    MemoryBudget(VirtualHostLimits limits) {
        this.messages = new MemoryLedger(limits.memoryBytes(), limits.pageOutBytes(), limits.compactBytes());
        this.transactions = new TransactionBudget(limits.memoryBytes() / TRANSACTIONS_SHARE);
        this.exchangeBytes = limits.memoryBytes() / EXCHANGES_SHARE;
        this.outputBytes = limits.outputBytes();
    }

    /** Other virtual hosts have come or gone. */
    void resize(VirtualHostLimits limits) {
        messages.limit(limits.memoryBytes(), limits.pageOutBytes(), limits.compactBytes());
        transactions.limit(limits.memoryBytes() / TRANSACTIONS_SHARE);
        exchangeBytes = limits.memoryBytes() / EXCHANGES_SHARE;
        outputBytes = limits.outputBytes();
    }

    /** Octets that exchanges may hold. */
    long exchangeBytes() {
        return exchangeBytes;
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
