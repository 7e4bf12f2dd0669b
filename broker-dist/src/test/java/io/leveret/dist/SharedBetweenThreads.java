package io.leveret.dist;

import java.util.Set;

/** Where threads meet: each class with the reason. Everywhere else values are handed over, not shared. */
final class SharedBetweenThreads {
    static final Set<String> CLASSES = Set.of(
            "io.leveret.dist.access.FailedLogins", // counted by auth workers and management, asked by I/O loops
            "io.leveret.dist.access.PublishMeter", // what was published, counted by all I/O loops; its rate, set by the
            // node
            "io.leveret.dist.access.ConfiguredRates", // exchanged by a reload, read by I/O loops
            "io.leveret.dist.access.UserChannels", // open channels, counted by all I/O loops; the limit, set by the
            // node
            "io.leveret.amqp.connection.CurrentSettings", // limits of new connections, exchanged by a reload, read by
            // I/O
            // loops
            "io.leveret.amqp.connection.OpenConnections", // connections by address, counted by all I/O loops
            "io.leveret.amqp.connection.Refusals", // refused connections, counted by all I/O loops
            "io.leveret.amqp.connection.SocketTraffic", // octets of a socket, counted by its I/O loop, read by cores
            "io.leveret.amqp.memory.PooledMemory", // octets taken, counted by all cores
            "io.leveret.dist.TurnTimes", // counted by cores, read by anybody
            "io.leveret.dist.HangUp", // set by the thread that starts the broker, read by the threads of signals
            "io.leveret.dist.reload.Reload", // the settings in force, for management and signals, one at a time
            "io.leveret.dist.oauth.RemoteKeys", // keys of tokens, fetched by one auth worker, asked for by all
            "io.leveret.dist.oauth.TokenLogins", // which tokens count, exchanged by a reload, asked by auth workers
            "io.leveret.dist.tls.TlsKeeper", // exchanged by its watcher, read by I/O loops
            "io.leveret.dist.audit.AuditLog", // entries of all cores and the node, for its own thread to write
            "io.leveret.dist.event.EventExchange", // where the default virtual host is, set by the node, read by cores
            "io.leveret.dist.event.LogExchange", // the same, read by whoever logs
            "io.leveret.dist.event.LineRate", // lines of the last second, counted by whoever logs
            "io.leveret.dist.event.WhilePublishing", // the core's thread, set by it, read by whoever logs
            "io.leveret.dist.event.Outgoing", // messages that wait for a core, counted by all threads
            "io.leveret.dist.log.LogTail", // written by whoever logs, read by management
            "io.leveret.dist.Shutdown", // set by the thread that starts the broker, read by the hook of a signal
            "io.leveret.store.backup.BackupDesk", // what a backup wants, and which moment the writer holds for it
            "io.leveret.store.backup.Backups", // the backup under way, begun by any thread, ended by its own
            "io.leveret.store.intake.Doorbell", // rung by any thread, waited at by its owner
            "io.leveret.store.intake.PortLane", // the core's wish for room, which the writer grants
            "io.leveret.store.intake.Room", // octets that wait, counted up by cores and down by the writer; a full disk
            "io.leveret.store.journal.DurationHistogram", // read by anybody
            "io.leveret.store.journal.Failure", // the first failure of any of the journal's threads
            "io.leveret.store.journal.JournalCounters", // read by anybody
            "io.leveret.store.journal.SpareLane", // what the writer wants and the recycler answers
            "io.leveret.store.journal.SyncLane", // how far the disk is, which the writer asks
            "io.leveret.store.journal.WorkerLoop" // told to stop by the node
            );

    private SharedBetweenThreads() {}
}
