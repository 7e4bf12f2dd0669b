package io.leveret.store.inspection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.store.batch.Evicted;
import io.leveret.store.batch.Location;
import io.leveret.store.batch.RecordVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Each record of the journal's batches as JSON. Owner: node, or who looks at its folder while it does not run. */
final class RecordLines implements JournalWalk.Visitor {
    private final boolean bodies;
    private final Consumer<ObjectNode> lines;
    private final LongConsumer coldFiles;
    private final Entries entries = new Entries();

    /** {@code coldFiles} hears the numbers of cold files that are named. */
    RecordLines(boolean bodies, Consumer<ObjectNode> lines, LongConsumer coldFiles) {
        this.bodies = bodies;
        this.lines = lines;
        this.coldFiles = coldFiles;
    }

    @Override
    public void batch(Batch batch, JournalWalk walk) throws IOException {
        try {
            batch.replay(new Records(batch, walk));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The records of one batch. */
    private final class Records implements RecordVisitor {
        private final Batch batch;
        private final JournalWalk walk;

        Records(Batch batch, JournalWalk walk) {
            this.batch = batch;
            this.walk = walk;
        }

        private ObjectNode line(String type) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("file", batch.fileName())
                    .put("batch", batch.number())
                    .put("type", type);
        }

        @Override
        public void enqueued(long location, StoredMessage stored, long[] queueIds, long[] seqs) {
            ObjectNode line = line("enqueue");
            ArrayNode queues = line.putArray("queues");
            for (int i = 0; i < queueIds.length; i++) {
                queues.addObject().put("id", queueIds[i]).put("seq", seqs[i]);
            }
            line.put("offset", Location.offset(location)).put("publishedAt", stored.publishedAtMillis());
            if (stored.deadlineMillis() != MessageRef.NO_DEADLINE) {
                line.put("deadline", stored.deadlineMillis());
            }
            if (stored.priority() != MessageRef.NO_PRIORITY) {
                line.put("priority", stored.priority());
            }
            line.put("bodySize", stored.bodySize());
            Message message = read(location);
            if (message == null) {
                walk.suspect(batch, Location.offset(location), "the entry of a message of batch " + batch.number());
                line.put("damaged", true);
            } else {
                MessageJson.put(message, bodies, line);
            }
            lines.accept(line);
        }

        private @Nullable Message read(long location) {
            try {
                return entries.read(batch.file(), location, batch.end());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void record(JournalRecord record) {
            ObjectNode line = line(RecordJson.type(record));
            RecordJson.put(record, line);
            lines.accept(line);
        }

        @Override
        public void evicted(Evicted evicted) {
            ObjectNode line = line("evicted").put("through", evicted.through());
            ArrayNode files = line.putArray("coldFiles");
            for (long number : evicted.coldFiles()) {
                files.add(number);
                coldFiles.accept(number);
            }
            lines.accept(line);
        }
    }
}
