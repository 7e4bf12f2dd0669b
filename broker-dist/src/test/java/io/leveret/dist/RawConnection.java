package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client that sends what it is told to, right or wrong, and shows the frames that come back. */
final class RawConnection implements AutoCloseable {
    static final int METHOD = 1;
    static final int HEADER = 2;
    static final int BODY = 3;
    static final int HEARTBEAT = 8;
    static final int END = 0xCE;
    private static final byte[] PROTOCOL = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int NO_LINGER = 0; // closes with a reset

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** How far a handshake goes; each step is what the client sends. */
    enum Step {
        NOTHING,
        PROTOCOL_HEADER,
        START_OK,
        TUNE_OK,
        OPEN
    }

    /** One frame from the broker. */
    record Frame(int type, int channel, ByteBuffer payload) {
        boolean isMethod(int classId, int methodId) {
            return type == METHOD && payload.getShort(0) == classId && payload.getShort(2) == methodId;
        }

        /** Behind class and method id. */
        ByteBuffer arguments() {
            return payload.duplicate().position(4).slice();
        }
    }

    /** Code and text of a connection.close or channel.close, and the method it blames. */
    record Close(int code, String text, int classId, int methodId) {}

    /** Writes the arguments of a method. */
    interface Arguments {
        void write(DataOutputStream out) throws IOException;
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects and sends nothing. */
    static RawConnection connect(int port) throws IOException {
        return connect(port, new Socket());
    }

    /** Connects with so small a receive buffer that the broker soon cannot write. */
    static RawConnection connectWithReceiveBuffer(int port, int octets) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(octets);
        return connect(port, socket);
    }

    /** Goes on with a socket that is connected. */
    static RawConnection of(Socket socket) throws IOException {
        return new RawConnection(socket);
    }

    private static RawConnection connect(int port, Socket socket) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new RawConnection(socket);
    }

    /** Connects, logs in and opens channel 1. */
    static RawConnection open(int port) throws IOException {
        return connect(port).opened();
    }

    RawConnection opened() throws IOException {
        handshake(Step.OPEN);
        method(1, 20, 10, args -> args.write(0));
        expect(20, 11);
        return this;
    }

    /** Goes through the handshake up to this step, and waits for what the broker answers to it. */
    void handshake(Step last) throws IOException {
        if (last.compareTo(Step.PROTOCOL_HEADER) >= 0) {
            send(PROTOCOL);
            expect(10, 10);
        }
        if (last.compareTo(Step.START_OK) >= 0) {
            startOk(authenticationFailureClose(), "\0guest\0guest");
            expect(10, 30);
        }
        if (last.compareTo(Step.TUNE_OK) >= 0) {
            tuneOk(2047, 131_072, 0);
        }
        if (last.compareTo(Step.OPEN) >= 0) {
            method(0, 10, 40, args -> {
                shortText(args, "/");
                args.write(0);
                args.write(0);
            });
            expect(10, 41);
        }
    }

    /** The client property that asks for an error instead of a silent close. */
    static byte[] authenticationFailureClose() throws IOException {
        byte[] inner = octets(args -> {
            shortText(args, "authentication_failure_close");
            args.write('t');
            args.write(1);
        });
        return octets(args -> {
            shortText(args, "capabilities");
            args.write('F');
            longText(args, inner);
        });
    }

    void startOk(byte[] clientProperties, String response) throws IOException {
        method(0, 10, 11, args -> {
            longText(args, clientProperties);
            shortText(args, "PLAIN");
            longText(args, response.getBytes(StandardCharsets.UTF_8));
            shortText(args, "en_US");
        });
    }

    void tuneOk(int channelMax, int frameMax, int heartbeat) throws IOException {
        method(0, 10, 31, args -> {
            args.writeShort(channelMax);
            args.writeInt(frameMax);
            args.writeShort(heartbeat);
        });
    }

    /** A basic.publish to a queue, without its content. */
    void publish(String queue) throws IOException {
        method(1, 60, 40, args -> {
            args.writeShort(0);
            shortText(args, "");
            shortText(args, queue);
            args.write(0);
        });
    }

    /** A content header without properties. */
    void header(long bodySize) throws IOException {
        frame(HEADER, 1, octets(args -> {
            args.writeShort(60);
            args.writeShort(0);
            args.writeLong(bodySize);
            args.writeShort(0);
        }));
    }

    /** A basic.consume on channel 1 without acknowledgements. */
    void consume(String queue, String consumerTag) throws IOException {
        method(1, 60, 20, args -> {
            args.writeShort(0);
            shortText(args, queue);
            shortText(args, consumerTag);
            args.write(0b10); // no-ack
            args.writeInt(0);
        });
    }

    void method(int channel, int classId, int methodId, Arguments arguments) throws IOException {
        frame(METHOD, channel, octets(args -> {
            args.writeShort(classId);
            args.writeShort(methodId);
            arguments.write(args);
        }));
    }

    void frame(int type, int channel, byte[] payload) throws IOException {
        send(frame(type, channel, payload.length, payload, END));
    }

    static byte[] frame(int type, int channel, int size, byte[] payload, int end) throws IOException {
        return octets(args -> {
            args.write(type);
            args.writeShort(channel);
            args.writeInt(size);
            args.write(payload);
            args.write(end);
        });
    }

    static byte[] octets(Arguments content) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        content.write(new DataOutputStream(octets));
        return octets.toByteArray();
    }

    static void shortText(DataOutputStream args, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        args.write(octets.length);
        args.write(octets);
    }

    static void longText(DataOutputStream args, byte[] octets) throws IOException {
        args.writeInt(octets.length);
        args.write(octets);
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** The next frame that is not a heartbeat; empty when the broker has closed the socket. */
    Optional<Frame> read() throws IOException {
        while (true) {
            Optional<Frame> frame = readAny();
            if (frame.isEmpty() || frame.get().type() != HEARTBEAT) {
                return frame;
            }
        }
    }

    private Optional<Frame> readAny() throws IOException {
        try {
            int type = in.readUnsignedByte();
            int channel = in.readUnsignedShort();
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            assertThat(in.readUnsignedByte()).as("frame end").isEqualTo(END);
            return Optional.of(new Frame(type, channel, ByteBuffer.wrap(payload)));
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        }
    }

    /** The next frame, which must be this method. */
    ByteBuffer expect(int classId, int methodId) throws IOException {
        Frame frame = read().orElseThrow(() -> new EOFException("closed instead of " + classId + "." + methodId));
        assertThat(frame.isMethod(classId, methodId))
                .as("%s.%s, not %s", classId, methodId, frame)
                .isTrue();
        return frame.arguments();
    }

    /** Reads up to the broker's connection.close, and answers it. */
    Close expectConnectionClose() throws IOException {
        Close close = expectClose(10, 50);
        try {
            method(0, 10, 51, args -> {});
        } catch (SocketException e) {
            // it was in a hurry
        }
        return close;
    }

    Close expectChannelClose() throws IOException {
        Close close = expectClose(20, 40);
        method(1, 20, 41, args -> {});
        return close;
    }

    private Close expectClose(int classId, int methodId) throws IOException {
        for (Optional<Frame> frame = read(); frame.isPresent(); frame = read()) {
            if (frame.get().isMethod(classId, methodId)) {
                ByteBuffer args = frame.get().arguments();
                int code = args.getShort();
                byte[] text = new byte[args.get() & 0xff];
                args.get(text);
                return new Close(code, new String(text, StandardCharsets.UTF_8), args.getShort(), args.getShort());
            }
        }
        throw new EOFException("closed without " + classId + "." + methodId);
    }

    /** Reads until the broker closes the socket, whatever comes before. */
    void awaitEnd() throws IOException {
        while (read().isPresent()) {
            // on to the end
        }
    }

    /** Reads raw octets until the broker closes the socket. */
    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            in.transferTo(octets);
        } catch (SocketException e) {
            // a reset is an end too
        }
        return octets.toByteArray();
    }

    /** Says that nothing more will be sent, and keeps reading. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, NO_LINGER);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
