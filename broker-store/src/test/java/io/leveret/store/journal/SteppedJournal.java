package io.leveret.store.journal;

import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A journal on a simulated disk, turned by hand, with one port. Owner: the test's thread. */
final class SteppedJournal implements DurableListener {
    static final JournalSettings SETTINGS =
            new JournalSettings(64 << 10, 1 << 16, SyncMode.FSYNC, false, JournalSettings.DEFAULT.young());

    final RecoveredState recovered = new RecoveredState();
    final List<Long> announced = new ArrayList<>();
    final List<Long> written = new ArrayList<>();
    final List<Long> synced = new ArrayList<>();
    final List<String> fatal = new ArrayList<>();
    final FileJournal journal;
    final Journal port;
    int roomAgain;
    long nanos;

    SteppedJournal(SimulatedDisk disk, JournalSettings settings) throws IOException {
        journal = FileJournal.recover(
                DataDirectory.open(disk, () -> 42),
                settings,
                recovered,
                new Failure((message, cause) -> fatal.add(message)),
                () -> nanos);
        recovered.withBodies(journal);
        port = journal.open(this);
    }

    static SteppedJournal on(SimulatedDisk disk) throws IOException {
        return new SteppedJournal(disk, SETTINGS);
    }

    /** Appends one after the other and hands them over together. */
    SteppedJournal append(JournalRecord... records) {
        for (JournalRecord record : records) {
            port.append(record);
        }
        port.requestSync();
        port.flush();
        return this;
    }

    SteppedJournal write() {
        while (journal.stepWriter()) {}
        return this;
    }

    /** Until there is nothing to do. */
    SteppedJournal settle() {
        while (journal.stepWriter() || journal.stepSyncer() || journal.stepRecycler() || journal.stepEvictor()) {}
        return this;
    }

    @Override
    public void durable(long position) {
        announced.add(position);
    }

    @Override
    public void written(long position) {
        written.add(position);
    }

    @Override
    public void synced(long position) {
        synced.add(position);
    }

    @Override
    public void roomAgain() {
        roomAgain++;
    }

    ModelState vhost() {
        return recovered.vhost("/");
    }

    Iterable<Long> messagesOf(long queueId) {
        return vhost().queues.get(queueId).messages.keySet();
    }
}
