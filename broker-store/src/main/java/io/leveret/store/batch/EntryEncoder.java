package io.leveret.store.batch;

import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Writes messages as {@linkplain Entry entries}. Owner: journal writer, evictor or pager: whoever made it. */
public final class EntryEncoder {
    private final NameOctets names = new NameOctets();
    private final CRC32C crc = new CRC32C();
    /** What the checksum of an entry covers first: its location, then the entry without the checksum up to the names. */
    private final ByteBuffer fixed = ByteBuffer.allocate(4 + Entry.FIXED).order(ByteOrder.LITTLE_ENDIAN);

    private final byte[] checksum = new byte[4];

    /** Octets of the entry without padding. */
    public int length(Message message) {
        long length = Entry.FIXED
                + names.of(message.exchange()).length
                + names.of(message.routingKey()).length
                + message.properties().length
                + message.body().size();
        return Math.toIntExact(length);
    }

    /** Puts the entry of a message that is to be found at {@code location}; {@code base} is where the output begins in its file. */
    public void write(Message message, long location, BatchOutput out, DiskFile file, long base) throws IOException {
        byte[] exchange = names.of(message.exchange());
        byte[] key = names.of(message.routingKey());
        byte[] properties = message.properties();
        Body body = message.body();
        fixed.clear().putLong(location).putInt(length(message)).putLong(message.publishedAtMillis());
        fixed.putShort((short) exchange.length).putShort((short) key.length).putInt(properties.length);
        crc.reset();
        crc.update(fixed.array(), 0, fixed.position());
        crc.update(exchange);
        crc.update(key);
        crc.update(properties);
        for (int i = 0; i < body.chunkCount(); i++) {
            crc.update(body.chunk(i));
        }
        ByteBuffer.wrap(checksum).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue());
        out.put(checksum, 4, file, base);
        System.arraycopy(fixed.array(), 8, fixed.array(), 0, Entry.FIXED - 4);
        out.put(fixed.array(), Entry.FIXED - 4, file, base);
        out.put(exchange, exchange.length, file, base);
        out.put(key, key.length, file, base);
        out.put(properties, properties.length, file, base);
        for (int i = 0; i < body.chunkCount(); i++) {
            out.put(body.chunk(i), body.chunk(i).length, file, base);
        }
        out.padTo(out.length() + 7 & -8L, file, base);
    }
}
