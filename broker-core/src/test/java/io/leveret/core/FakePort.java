package io.leveret.core;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionPort;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The wire side of a session, which keeps what it is told until a test asks for it. */
public final class FakePort implements SessionPort {
    private final List<Told> told = new ArrayList<>();
    private long unflushed;
    private long consumed;
    private int batches;

    /** An event and the channel that it is of. */
    public record Told(int channel, ChannelEvent event) {}

    @Override
    public void send(EventBatch batch) {
        batches++;
        for (int i = 0; i < batch.size(); i++) {
            told.add(new Told(batch.channel(i), batch.event(i)));
        }
        unflushed += batch.bytes();
        consumed += batch.consumedBytes();
    }

    /** Takes all events that are there. */
    public List<Told> take() {
        List<Told> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** Takes the events of one channel. */
    public List<ChannelEvent> take(int channel) {
        List<ChannelEvent> taken = new ArrayList<>();
        for (Iterator<Told> all = told.iterator(); all.hasNext(); ) {
            Told next = all.next();
            if (next.channel() == channel) {
                taken.add(next.event());
                all.remove();
            }
        }
        return taken;
    }

    /** The weight of what came and was not yet reported as flushed; it counts as reported now. */
    public long takeUnflushed() {
        long bytes = unflushed;
        unflushed = 0;
        return bytes;
    }

    public long unflushed() {
        return unflushed;
    }

    /** Weight of the commands that the core has taken. */
    public long consumed() {
        return consumed;
    }

    public int batches() {
        return batches;
    }
}
