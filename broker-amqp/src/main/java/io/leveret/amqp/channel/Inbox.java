package io.leveret.amqp.channel;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.access.User;
import java.util.function.LongSupplier;

/**
 * The commands that a connection has read and not yet handed over, and the weight of all that the core has not taken from it yet.
 * Owner: I/O loop.
 */
public final class Inbox {
    private final LongSupplier clockMillis;
    private CommandBatch batch = new CommandBatch();
    private long nowMillis;
    private long waitingBytes;
    private long unfinishedBytes;
    private PublishPace pace = PublishPace.FREE;
    private boolean limited; // of this batch, as the pace is asked once

    public Inbox(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    void add(int channel, int methodId, Command command) {
        batch.add(channel, methodId, command);
    }

    void add(int channel, int methodId, Command command, long weight) {
        batch.add(channel, methodId, command, weight);
    }

    void open(int channel, int methodId, Command opened) {
        batch.open(channel, methodId, opened);
    }

    /** Sets what bounds the messages that are published. */
    public void pace(PublishPace newPace) {
        pace = newPace;
        limited = newPace.isLimited();
    }

    /** A message with a body of so many octets was added. */
    void published(long bodyBytes) {
        if (limited) {
            pace.published(bodyBytes);
        }
    }

    /** From here on the session's user may do what this one may. */
    public void changeUser(User user) {
        batch.changeUser(user);
    }

    /** The session is to end after the commands collected so far. */
    public void endSession() {
        batch.endSession();
    }

    /** The clock is read once for all commands of a socket read. */
    long nowMillis() {
        if (nowMillis == 0) {
            nowMillis = clockMillis.getAsLong();
        }
        return nowMillis;
    }

    /** Octets of messages whose rest is still to come; {@code octets} is negative when one of them is complete or given up. */
    void unfinished(long octets) {
        unfinishedBytes += octets;
    }

    /** The core has taken commands of this weight. */
    public void consumed(long bytes) {
        waitingBytes -= bytes;
    }

    public boolean isEmpty() {
        return batch.isEmpty();
    }

    /** What was collected, to be handed over now. */
    public CommandBatch take() {
        CommandBatch taken = batch;
        waitingBytes += taken.bytes();
        batch = new CommandBatch();
        nowMillis = 0;
        limited = pace.isLimited();
        return taken;
    }

    /** Weight of what was handed over and is not taken yet; while it is 0 nothing will ever make room. */
    public long waitingBytes() {
        return waitingBytes;
    }

    /** Weight of all that the connection makes the broker hold before the core has seen it. */
    public long heldBytes() {
        return waitingBytes + unfinishedBytes;
    }
}
