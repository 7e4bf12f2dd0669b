package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.core.event.AuditListener;

/** Passes an answer on, and tells the audit what has become of the change. */
public record AuditedAnswer(Answer to, AuditListener audit, String action, String vhost, String object)
        implements Answer {
    @Override
    public void done() {
        audit.changed(AuditEntry.ok(actor(), action, vhost, object, ""));
        to.done();
    }

    @Override
    public void refused(ChangeRefusedException why) {
        audit.changed(AuditEntry.refused(actor(), action, vhost, object, String.valueOf(why.getMessage())));
        to.refused(why);
    }

    @Override
    public Actor actor() {
        return to.actor();
    }
}
