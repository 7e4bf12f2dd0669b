package io.leveret.store.batch;

import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads messages back from their entries. Owner: reader, evictor or pager, or node while it starts. */
public final class EntryReader {
    private final FileWindow window;
    private final CRC32C crc = new CRC32C();
    private final byte[] start = new byte[Entry.FIXED];
    private final ByteBuffer fixed = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] where = new byte[8];
    private final LastName exchanges = new LastName();
    private final LastName keys = new LastName();

    public EntryReader(FileWindow window) {
        this.window = window;
    }

    /**
     * The message at {@code location} of the window's file; null if what lies there is not that message. {@code ahead} is how much to
     * read at once, if it isn't in the window. {@code limit} is where no entry of this file can reach beyond.
     */
    public @Nullable Message read(long location, int ahead, long limit) throws IOException {
        long offset = Location.offset(location);
        window.seek(offset, Entry.FIXED, ahead);
        try {
            window.read(start);
            int length = fixed.getInt(4);
            int exchangeLength = fixed.getShort(16) & 0xFFFF;
            int keyLength = fixed.getShort(18) & 0xFFFF;
            int propertiesLength = fixed.getInt(20);
            long bodyLength = (long) length - Entry.FIXED - exchangeLength - keyLength - propertiesLength;
            if (propertiesLength < 0 || bodyLength < 0 || offset + length > limit) {
                return null; // no array is made for a length that can't be right
            }
            ByteBuffer.wrap(where).order(ByteOrder.LITTLE_ENDIAN).putLong(location);
            crc.reset();
            crc.update(where);
            crc.update(start, 4, start.length - 4);
            byte[] exchange = octets(exchangeLength);
            byte[] key = octets(keyLength);
            byte[] properties = octets(propertiesLength);
            byte[][] chunks = body(bodyLength);
            if ((int) crc.getValue() != fixed.getInt(0)) {
                return null;
            }
            return message(exchange, key, properties, chunks, location);
        } catch (EOFException e) {
            return null;
        }
    }

    private Message message(byte[] exchange, byte[] key, byte[] properties, byte[][] chunks, long location) {
        Message message =
                new Message(exchanges.of(exchange), keys.of(key), properties, Body.of(chunks), fixed.getLong(8));
        message.storedAt(location);
        return message;
    }

    private byte[] octets(int length) throws IOException {
        byte[] octets = new byte[length];
        window.read(octets);
        crc.update(octets);
        return octets;
    }

    private byte[][] body(long length) throws IOException {
        byte[][] chunks = new byte[(int) ((length + Body.CHUNK - 1) / Body.CHUNK)][];
        long left = length;
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = octets((int) Math.min(Body.CHUNK, left));
            left -= chunks[i].length;
        }
        return chunks;
    }
}
