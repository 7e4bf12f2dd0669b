package io.leveret.dist.transcript;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A socket that takes any octets, and gives frames.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class FrameSocket implements AutoCloseable {
    static final int METHOD = 1;
    static final int HEADER = 2;
    static final int BODY = 3;
    static final int HEARTBEAT = 8;
    static final int PATIENCE_MILLIS = 10_000;
    private static final int END = 0xCE;
    private static final int PROTOCOL_HEADER = 'A'; // not the type of a frame

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private boolean ended;

    /** A frame, or what stands in its place; the payload has one char for each octet. */
    record Frame(int type, int channel, String payload) {
        boolean isProtocolHeader() {
            return type == PROTOCOL_HEADER;
        }

        /** In hexadecimal digits. */
        String octets() {
            return HexFormat.ofDelimiter(" ").formatHex(payload.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    FrameSocket(String host, int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    void frame(int type, int channel, String payload) {
        send(new OctetWriter()
                .integer(type, 1)
                .integer(channel, 2)
                .integer(payload.length(), 4)
                .octets(payload)
                .integer(END, 1)
                .toOctets());
    }

    /** What cannot be written because the broker has closed the socket is dropped; reading will find its end. */
    void send(byte[] octets) {
        try {
            out.write(octets);
            out.flush();
        } catch (IOException e) {
            // the end is noted where it is read
        }
    }

    /** The next frame; empty when the socket is at its end or nothing comes for this long. */
    Optional<Frame> read(long millis) {
        if (ended) {
            return Optional.empty();
        }
        int type;
        try {
            socket.setSoTimeout((int) Math.max(1, millis));
            type = in.readUnsignedByte();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            ended = true;
            return Optional.empty();
        }
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return Optional.of(rest(type));
        } catch (IOException e) {
            ended = true;
            throw new IllegalStateException("a frame of type " + type + " ends too early", e);
        }
    }

    private Frame rest(int type) throws IOException {
        if (type == PROTOCOL_HEADER) {
            in.skipNBytes(3);
            return new Frame(type, 0, octets(4));
        }
        int channel = in.readUnsignedShort();
        String payload = octets(in.readInt());
        int end = in.readUnsignedByte();
        if (end != END) {
            throw new IllegalStateException("a frame ends in " + end);
        }
        return new Frame(type, channel, payload);
    }

    private String octets(int count) throws IOException {
        byte[] octets = new byte[count];
        in.readFully(octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Whether everything was read, and the broker has closed the socket. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
