package io.leveret.dist;

import ch.qos.logback.classic.Level;
import io.leveret.dist.audit.AuditFilter;
import io.leveret.dist.audit.AuditLog;
import io.leveret.dist.audit.AuditPage;
import io.leveret.dist.log.LogTail;
import io.leveret.management.operation.AuditTrail;
import io.leveret.management.operation.BackupVault;
import io.leveret.management.operation.LogLines;
import io.leveret.management.operation.Operations;
import io.leveret.management.operation.Reloads;
import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.backup.Backups;
import java.io.IOException;
import java.util.List;

/** Audit, log, backups and reloads as management asks for them. */
final class ManagedOperations {
    private ManagedOperations() {}

    static Operations.Sources of(AuditLog audit, LogTail log, Backups backups, Reloads reloads) {
        return new Operations.Sources(new Audit(audit), new Log(log), new Vault(backups), reloads);
    }

    private record Audit(AuditLog log) implements AuditTrail {
        @Override
        public Found find(Wanted wanted, long skip, int count) throws IOException {
            AuditFilter filter = new AuditFilter(
                    wanted.user(),
                    wanted.vhost(),
                    wanted.action(),
                    wanted.object(),
                    wanted.sinceMillis(),
                    wanted.untilMillis());
            AuditPage page = log.query(filter, skip, count);
            return new Found(
                    page.items().stream()
                            .map(one -> new Dated(one.millis(), one.entry()))
                            .toList(),
                    page.total(),
                    page.filtered());
        }
    }

    private record Log(LogTail tail) implements LogLines {
        @Override
        public long last() {
            return tail.last();
        }

        @Override
        public List<Line> after(long number, String level) {
            return tail.lines(number, Level.valueOf(level)).stream()
                    .map(line -> new Line(
                            line.number(), line.millis(), line.level().toString(), line.logger(), line.message()))
                    .toList();
        }

        @Override
        public void whenMore(long number, Runnable action) {
            tail.whenMore(number, action);
        }
    }

    private record Vault(Backups backups) implements BackupVault {
        @Override
        public List<Made> list() throws IOException {
            return backups.list().stream().map(Vault::made).toList();
        }

        private static Made made(Backup backup) {
            return new Made(
                    backup.name(),
                    backup.directory(),
                    backup.createdMillis(),
                    backup.bytes(),
                    backup.files(),
                    backup.millis());
        }

        @Override
        public void start(String name, Answer answer) {
            BackupListener listener = new BackupListener() {
                @Override
                public void taken(Backup backup) {
                    answer.made(made(backup));
                }

                @Override
                public void refused(String reason) {
                    answer.refused(reason);
                }

                @Override
                public void failed(String reason) {
                    answer.failed(reason);
                }
            };
            if (name.isEmpty()) {
                backups.start(listener);
            } else {
                backups.start(name, listener);
            }
        }
    }
}
