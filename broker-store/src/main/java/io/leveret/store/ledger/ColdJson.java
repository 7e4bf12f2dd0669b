package io.leveret.store.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The part of a {@link SnapshotJson} that is about cold files. Neighbours, the usual case, are given as from and to, anything else as bits. */
final class ColdJson {
    private ColdJson() {}

    static void encode(Snapshot.Cold cold, ObjectNode root) {
        root.put("evictedThrough", cold.evictedThrough());
        root.put("highestColdFile", cold.highestFile());
        ArrayNode blocks = root.putArray("cold");
        for (Snapshot.ColdBlock block : cold.blocks()) {
            ArrayNode line = blocks.addArray();
            line.add(block.file()).add(block.queueId()).add(block.base()).add(block.entryOctets());
            bits(block.words(), line);
        }
    }

    private static void bits(long[] words, ArrayNode to) {
        int first = 0;
        int set = 0;
        for (long word : words) {
            if (set == 0) {
                first += Long.numberOfTrailingZeros(word); // 64 if there is none
            }
            set += Long.bitCount(word);
        }
        int last = words.length * Long.SIZE - 1 - Long.numberOfLeadingZeros(words[words.length - 1]);
        if (last - first + 1 == set) {
            to.add(first).add(last);
        } else {
            ByteBuffer octets = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
            octets.asLongBuffer().put(words);
            to.add(octets.array());
        }
    }

    static Snapshot.Cold decode(JsonNode root) throws IOException {
        List<Snapshot.ColdBlock> blocks = new ArrayList<>();
        for (JsonNode line : root.path("cold")) {
            blocks.add(new Snapshot.ColdBlock(
                    line.get(0).asLong(),
                    line.get(1).asLong(),
                    line.get(2).asLong(),
                    line.get(3).asLong(),
                    words(line)));
        }
        return new Snapshot.Cold(
                root.path("evictedThrough").asLong(),
                root.path("highestColdFile").asLong(),
                blocks);
    }

    private static long[] words(JsonNode line) throws IOException {
        if (line.size() == 5) {
            ByteBuffer octets = ByteBuffer.wrap(line.get(4).binaryValue()).order(ByteOrder.LITTLE_ENDIAN);
            long[] words = new long[octets.remaining() / 8];
            octets.asLongBuffer().get(words);
            return words;
        }
        int first = line.get(4).asInt();
        int last = line.get(5).asInt();
        long[] words = new long[(last >>> 6) + 1];
        for (int bit = first; bit <= last; bit++) {
            words[bit >>> 6] |= 1L << bit;
        }
        return words;
    }
}
