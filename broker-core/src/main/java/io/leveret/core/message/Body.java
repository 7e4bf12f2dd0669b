package io.leveret.core.message;

/**
 * A message's body: immutable heap chunks of at most {@link #CHUNK} octets, so that no body needs a humongous object,
 * one copy brings it in and one copy takes it out.
 */
public final class Body {
    /** The largest chunk, in octets. */
    public static final int CHUNK = 65_536;

    public static final Body EMPTY = new Body(0, new byte[0][]);

    private final long size;
    private final byte[][] chunks;

    private Body(long size, byte[][] chunks) {
        this.size = size;
        this.chunks = chunks;
    }

    /** Takes the chunks for good: who gave them must not change them any more. */
    public static Body of(byte[]... chunks) {
        long size = 0;
        for (byte[] chunk : chunks) {
            if (chunk.length > CHUNK) {
                throw new IllegalStateException("body chunk of " + chunk.length + " octets, at most " + CHUNK);
            }
            size += chunk.length;
        }
        return size == 0 ? EMPTY : new Body(size, chunks);
    }

    /** Octets of the whole body. */
    public long size() {
        return size;
    }

    public int chunkCount() {
        return chunks.length;
    }

    /** The chunk itself, not a copy: read only. */
    public byte[] chunk(int index) {
        return chunks[index];
    }
}
