package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees ready messages by their numbers and leaves them as they are: octets stay octets. Good for as long as nothing is packed, which is the turn. Owner: core. */
final class Glance {
    private final ReadyLevels ready;
    private final StoredDeliveries deliveries;
    /** The octets that were decoded last, and what they are. */
    private @Nullable ReadyChunk decoded;

    private List<Message> copies = List.of();

    Glance(ReadyLevels ready, StoredDeliveries deliveries) {
        this.ready = ready;
        this.deliveries = deliveries;
    }

    /** {@code deliveries} as {@link ReadyMessages.Entry} has them. */
    record Seen(MessageRef message, int deliveries) {}

    /** The message with this number, a copy of it, or what is known of it while it is packed; null if it is not here. */
    @Nullable
    Seen at(long seq) {
        for (int i = 0; i < ready.levelCount(); i++) {
            ReadyMessages level = ready.fromTop(i);
            int index = level == null ? -1 : level.ring().indexFor(seq);
            Seen seen = level == null || index < 0 ? null : at(level.ring().at(index), seq);
            if (seen != null) {
                return seen;
            }
        }
        return null;
    }

    private @Nullable Seen at(Stretch stretch, long seq) {
        if (stretch instanceof PackedRun run) {
            return run.has(seq) ? new Seen(run.message(seq), deliveries.look(seq)) : null;
        }
        ReadyChunk chunk = (ReadyChunk) stretch;
        int at = chunk.find(seq);
        return at < 0 ? null : new Seen(message(chunk, at), chunk.deliveries(at));
    }

    private Message message(ReadyChunk chunk, int at) {
        if (!chunk.isCompact()) {
            return chunk.message(at);
        }
        if (decoded != chunk) {
            decoded = chunk;
            copies = chunk.look();
        }
        return copies.get(at - chunk.from);
    }
}
