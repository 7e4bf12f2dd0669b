package io.leveret.core;

import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.core.event.AuditListener;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.EventListener;
import io.leveret.core.event.Observers;
import java.util.ArrayList;
import java.util.List;

/** Remembers all events and what the audit was told. */
public final class FakeObserver implements EventListener, AuditListener {
    private final List<BrokerEvent> events = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private boolean quiet;

    public Observers observers() {
        return new Observers("leveret@test", this, this);
    }

    /** From now on no events are wanted but those which may tell that somebody listens. */
    public FakeObserver quiet() {
        quiet = true;
        return this;
    }

    @Override
    public boolean wants(EventKind kind) {
        return !quiet || kind == EventKind.BINDING_CREATED;
    }

    @Override
    public void happened(BrokerEvent event) {
        events.add(event);
    }

    @Override
    public void changed(AuditEntry entry) {
        audit.add(entry);
    }

    /** The names of the events since this was last asked. */
    public List<String> names() {
        return takeEvents().stream().map(event -> event.kind().wireName()).toList();
    }

    public List<BrokerEvent> takeEvents() {
        List<BrokerEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** What the audit was told since this was last asked, a line each. */
    public List<String> audit() {
        List<String> lines = audit.stream().map(FakeObserver::line).toList();
        audit.clear();
        return lines;
    }

    private static String line(AuditEntry entry) {
        Actor by = entry.by();
        return by.user() + " " + by.source() + " " + entry.action() + " " + entry.object() + " " + entry.result();
    }
}
