package io.leveret.core.event;

/** Hears of changes that were made or refused. Called on the threads of the core and of the node, and must hand over at once. */
public interface AuditListener {
    AuditListener NONE = entry -> {};

    void changed(AuditEntry entry);
}
