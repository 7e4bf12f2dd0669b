package io.leveret.core.event;

/** Hears of events. Called on the threads of the core and of the node, and must hand over at once. */
public interface EventListener {
    /** Hears of nothing. */
    EventListener NONE = new EventListener() {
        @Override
        public boolean wants(EventKind kind) {
            return false;
        }

        @Override
        public void happened(BrokerEvent event) {}
    };

    /** Whether an event of this kind is worth being made. */
    boolean wants(EventKind kind);

    void happened(BrokerEvent event);
}
