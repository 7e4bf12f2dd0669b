package io.leveret.core.queue;

import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.message.OctetMemory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes one string of octets of messages that wait behind others, and messages of it again: what lies as octets outside of the heap costs a third of the room,
 * and the garbage collector nothing. What a message has in common with the one before it is not repeated. Owner: core.
 */
public final class Compactor {
    /** Messages with more octets of properties stay as they are, as do those whose body is more than one chunk can have. */
    private static final int MOST_PROPERTIES = 4096;

    /** Octets that a message takes at most beside names, properties and body: flags, four lengths, two numbers. */
    private static final int FRAME = 1 + 4 * Integer.BYTES + 2 * Long.BYTES;

    // what is there, by the message's first octet
    private static final int ROUTE = 1;
    private static final int PROPERTIES = 1 << 1;
    private static final int TIME = 1 << 2;
    private static final int LOCATION = 1 << 3;

    private final OctetMemory memory;
    private final MemoryLedger ledger;
    /** Kept from one use to the next; empty until the first. */
    private byte[] scratch = {};

    /** The octets of some messages, and when the first of them was taken. */
    record Compact(OctetMemory.Block block, int count, long firstPublishedAt) {
        long heldBytes() {
            return block.occupied() + (long) count * ReadyMessages.ENTRY_BYTES;
        }
    }

    /** Keeps octets in {@code memory}; {@code ledger} hears what they take instead of the messages. */
    public Compactor(OctetMemory memory, MemoryLedger ledger) {
        this.memory = memory;
        this.ledger = ledger;
    }

    /** Whether it is worth trying: there may be room for another chunk. */
    boolean hasRoom() {
        return memory.hasRoom();
    }

    /**
     * The messages from {@code from} to {@code to}, which nobody but this queue has, as octets: they are held no more. Null, and nothing has changed, if
     * anybody else has one, if one is large or has a moment of its own, or there is no room.
     */
    @Nullable
    Compact compact(@Nullable Message[] messages, int from, int to) {
        int most = 0;
        for (int at = from; at < to; at++) {
            Message message = message(messages, at);
            if (!message.isHeldOnce()
                    || message.deadlineMillis() != MessageRef.NO_DEADLINE // it may be wanted before its neighbours
                    || message.bodySize() > Body.CHUNK
                    || message.properties().length > MOST_PROPERTIES) {
                return null;
            }
            most += FRAME
                    + 2 * (message.exchange().length() + message.routingKey().length())
                    + message.properties().length
                    + (int) message.bodySize();
        }
        byte[] octets = scratch(most);
        ByteBuffer out = ByteBuffer.wrap(octets);
        Message last = null;
        for (int at = from; at < to; at++) {
            Message message = message(messages, at);
            write(out, message, last);
            last = message;
        }
        OctetMemory.Block block = memory.keep(octets, out.position());
        if (block == null) {
            return null;
        }
        for (int at = from; at < to; at++) {
            ledger.release(message(messages, at));
        }
        Compact compact = new Compact(block, to - from, message(messages, from).publishedAtMillis());
        ledger.compacted(compact.heldBytes());
        return compact;
    }

    private static Message message(@Nullable Message[] messages, int at) {
        Message message = messages[at];
        if (message == null) {
            throw new IllegalStateException("no message at place " + at);
        }
        return message;
    }

    private byte[] scratch(int octets) {
        if (scratch.length < octets) {
            scratch = new byte[Math.max(octets, 2 * scratch.length)];
        }
        return scratch;
    }

    private static void write(ByteBuffer out, Message message, @Nullable Message last) {
        int flagsAt = out.position();
        int flags = 0;
        out.put((byte) 0);
        if (last == null
                || !last.routingKey().equals(message.routingKey())
                || !last.exchange().equals(message.exchange())) {
            flags |= ROUTE;
            write(out, message.exchange());
            write(out, message.routingKey());
        }
        if (last == null || !Arrays.equals(last.properties(), message.properties())) {
            flags |= PROPERTIES;
            write(out, message.properties());
        }
        if (last == null || last.publishedAtMillis() != message.publishedAtMillis()) {
            flags |= TIME;
            out.putLong(message.publishedAtMillis());
        }
        if (message.location() != 0) {
            flags |= LOCATION;
            out.putLong(message.location());
        }
        out.putInt((int) message.bodySize());
        for (int i = 0; i < message.body().chunkCount(); i++) {
            out.put(message.body().chunk(i));
        }
        out.put(flagsAt, (byte) flags);
    }

    private static void write(ByteBuffer out, byte[] octets) {
        out.putInt(octets.length).put(octets);
    }

    private static void write(ByteBuffer out, String name) {
        out.putInt(name.length());
        for (int i = 0; i < name.length(); i++) {
            out.putChar(name.charAt(i));
        }
    }

    /** Makes the messages again, which are held from now on, and frees the octets. */
    @Nullable
    Message[] expand(Compact compact) {
        @Nullable Message[] messages = copies(compact);
        free(compact);
        for (int i = 0; i < messages.length; i++) {
            ledger.retain(message(messages, i));
        }
        return messages;
    }

    /** The messages once more, which nobody holds; the octets stay. */
    @Nullable
    Message[] copies(Compact compact) {
        byte[] octets = scratch(compact.block.length());
        compact.block.read(octets);
        ByteBuffer in = ByteBuffer.wrap(octets);
        @Nullable Message[] messages = new @Nullable Message[compact.count];
        Message last = null;
        for (int i = 0; i < messages.length; i++) {
            Message message = read(in, last);
            messages[i] = message;
            last = message;
        }
        return messages;
    }

    /** The messages are not wanted any more. */
    void free(Compact compact) {
        ledger.compacted(-compact.heldBytes());
        compact.block.free();
    }

    private static Message read(ByteBuffer in, @Nullable Message last) {
        int flags = in.get();
        String exchange = last == null || (flags & ROUTE) != 0 ? readName(in) : last.exchange();
        String routingKey = last == null || (flags & ROUTE) != 0 ? readName(in) : last.routingKey();
        byte[] properties = last == null || (flags & PROPERTIES) != 0 ? readOctets(in) : last.properties();
        long publishedAt = last == null || (flags & TIME) != 0 ? in.getLong() : last.publishedAtMillis();
        long location = (flags & LOCATION) == 0 ? 0 : in.getLong();
        Message message = new Message(exchange, routingKey, properties, Body.of(readOctets(in)), publishedAt);
        message.storedAt(location);
        return message;
    }

    private static byte[] readOctets(ByteBuffer in) {
        byte[] octets = new byte[in.getInt()];
        in.get(octets);
        return octets;
    }

    private static String readName(ByteBuffer in) {
        char[] name = new char[in.getInt()];
        for (int i = 0; i < name.length; i++) {
            name[i] = in.getChar();
        }
        return new String(name);
    }
}
