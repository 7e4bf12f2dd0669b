package io.leveret.management;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client that sends octets as it likes, and reads when it likes. */
public final class RawClient implements AutoCloseable {
    /** The header by which guest logs in. */
    public static final String GUEST = "Authorization: Basic "
            + Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8)) + "\r\n";

    private final Socket socket;

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    /** Sends the head of a request; {@code headers} each end with CR LF. */
    public RawClient head(String line, String headers) throws IOException {
        return send(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }

    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Reads until what was read has that in it, or ends; it is returned. */
    public String readUntil(String text) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).contains(text)) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            read.write(octet);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads until the server ends the connection; whether it did. */
    public boolean readToTheEnd() throws IOException {
        byte[] read = new byte[65_536];
        try {
            while (socket.getInputStream().read(read) >= 0) {
                // on to the end
            }
        } catch (SocketException reset) {
            return true;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
