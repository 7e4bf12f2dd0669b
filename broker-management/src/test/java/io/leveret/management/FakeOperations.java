package io.leveret.management;

import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.management.operation.AuditTrail;
import io.leveret.management.operation.BackupVault;
import io.leveret.management.operation.LogLines;
import io.leveret.management.operation.Operations;
import io.leveret.management.operation.Reloads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit of three entries, a log that tests write, backups that are whole at once, and settings of which one has changed. */
public final class FakeOperations implements AuditTrail, LogLines, BackupVault, Reloads {
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final List<String> reloadProblems = new CopyOnWriteArrayList<>();
    private final List<Made> backups = new CopyOnWriteArrayList<>();

    Operations.Sources sources() {
        return new Operations.Sources(this, this, this, this);
    }

    @Override
    public Found find(Wanted wanted, long skip, int count) {
        List<Dated> all = List.of(
                new Dated(3, AuditEntry.refused(Actor.http("app"), "queue.delete", "/", "q", "in use")),
                new Dated(2, AuditEntry.ok(Actor.http("guest"), "queue.declare", "/", "q", "classic")),
                new Dated(1, AuditEntry.ok(Actor.BROKER, "vhost.put", "", "/", "")));
        List<Dated> found = all.stream()
                .filter(one -> wanted.user() == null
                        || wanted.user().equals(one.entry().by().user()))
                .filter(one -> wanted.action() == null
                        || wanted.action().equals(one.entry().action()))
                .filter(one -> one.atMillis() >= wanted.sinceMillis() && one.atMillis() <= wanted.untilMillis())
                .toList();
        return new Found(found.stream().skip(skip).limit(count).toList(), all.size(), found.size());
    }

    /** Writes a line to the log. */
    public void log(String level, String message) {
        lines.add(new Line(lines.size() + 1, 1_000, level, "test", message));
        List<Runnable> woken = new ArrayList<>(waiting);
        waiting.clear();
        woken.forEach(Runnable::run);
    }

    @Override
    public long last() {
        return lines.size();
    }

    @Override
    public List<Line> after(long number, String level) {
        return lines.stream()
                .filter(line -> line.number() > number && LEVELS.indexOf(line.level()) >= LEVELS.indexOf(level))
                .toList();
    }

    @Override
    public void whenMore(long number, Runnable action) {
        if (last() > number) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /** The next reload finds this wrong, and all that were told before. */
    public void breakSettings(String problem) {
        reloadProblems.add(problem);
    }

    @Override
    public Outcome reload(Actor by) {
        return reloadProblems.isEmpty()
                ? new Outcome(List.of("leveret.limits.frame-max"), List.of("leveret.io.threads"), List.of())
                : Outcome.refused(reloadProblems);
    }

    @Override
    public List<Made> list() {
        return List.copyOf(backups);
    }

    @Override
    public void start(String name, Answer answer) {
        if (backups.stream().anyMatch(backup -> backup.name().equals(name))) {
            answer.refused("there is a backup '" + name + "' already");
        } else if (name.equals("broken")) {
            answer.failed("the disk is full");
        } else {
            Made made = new Made(name.isEmpty() ? "now" : name, "/backups/" + name, 5, 100, 2, 7);
            backups.add(made);
            answer.made(made);
        }
    }
}
