package io.leveret.core;

import io.leveret.core.channel.Blocked;
import io.leveret.core.channel.SessionState;
import io.leveret.core.channel.Unblocked;
import io.leveret.core.queue.MemoryLedger;
import io.leveret.core.queue.Timed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions whose publishes have to wait. Mostly they do for some milliseconds, until the journal has written or a page has left memory: nobody is told. It is an
 * alarm if the disk is nearly full, or memory is and stays so for a while, however many single messages leave it; then they wait until an eighth of it is free
 * again, and those who want to know are told, once when it begins and once when it is over. Owner: core.
 */
final class WaitingPublishers extends Timed {
    private static final Logger log = LoggerFactory.getLogger(WaitingPublishers.class);

    private static final long PATIENCE_MILLIS = 500;
    private static final int MARGIN = 8;
    /** Of memory this part is to be free before a publish is taken after one had to wait. */
    private static final int SOME = 64;

    private final VirtualHost vhost;
    private final Set<SessionState> waiting = new LinkedHashSet<>();
    private final Set<SessionState> told = new LinkedHashSet<>();
    private boolean alarm;
    private boolean shortage;

    WaitingPublishers(VirtualHost vhost) {
        this.vhost = vhost;
    }

    /** Whether a publish that comes now has to wait. */
    boolean mustWait() {
        return alarm || isShortOfMemory() || !vhost.journal().takesPublishes();
    }

    /** Whether it is known to last. */
    boolean isAlarm() {
        return alarm;
    }

    private boolean isShortOfMemory() {
        return shortage || ledger().isFull();
    }

    private MemoryLedger ledger() {
        return vhost.ledger();
    }

    /** The session's publish waits, and what comes behind it. */
    void add(SessionState session) {
        session.stall();
        waiting.add(session);
        shortage |= ledger().isFull();
        if (alarm) {
            tell(session);
        } else if (vhost.journal().isDiskLow()) {
            raise();
        } else if (!isSet()) {
            vhost.at(this, vhost.now() + PATIENCE_MILLIS);
        }
    }

    void remove(SessionState session) {
        waiting.remove(session);
        told.remove(session);
    }

    @Override
    public void timeIsUp(long nowMillis) {
        if (waiting.isEmpty() || alarm) {
            return;
        }
        if (shortage || vhost.journal().isDiskLow()) {
            raise();
        } else {
            vhost.at(this, nowMillis + PATIENCE_MILLIS);
        }
    }

    private void raise() {
        alarm = true;
        log.warn(
                "{}: publishers of the virtual host wait, consumers go on vhost={} held={} limit={}; consume, purge or delete something",
                reason(),
                vhost.name(),
                ledger().held(),
                ledger().limit());
        vhost.broadcasts().reporter().alarmSet(reason());
        waiting.forEach(this::tell);
    }

    private String reason() {
        boolean memory = isShortOfMemory();
        boolean disk = vhost.journal().isDiskLow();
        return memory && disk ? "low on memory & disk" : disk ? "low on disk" : "low on memory";
    }

    private void tell(SessionState session) {
        if (session.settings().capabilities().blocked() && told.add(session)) {
            session.emit(new Blocked(reason()));
        }
    }

    /** Lets go on who need not wait any more. */
    void endTurn() {
        if (shortage && isFree(SOME)) {
            shortage = false;
        }
        if (alarm && isOver()) {
            alarm = false;
            log.info("publishers of the virtual host go on vhost={} held={}", vhost.name(), ledger().held());
            vhost.broadcasts().reporter().alarmCleared();
            told.forEach(session -> session.emit(new Unblocked()));
            told.clear();
        }
        if (!waiting.isEmpty() && !mustWait()) {
            vhost.cancel(this);
            List<SessionState> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(SessionState::resume);
        }
    }

    private boolean isFree(int part) {
        return ledger().held() < ledger().limit() - ledger().limit() / part;
    }

    private boolean isOver() {
        return isFree(MARGIN) && !vhost.journal().isDiskLow();
    }
}
