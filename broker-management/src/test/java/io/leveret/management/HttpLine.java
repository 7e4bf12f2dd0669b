package io.leveret.management;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection to an HTTP server that lasts for as many requests as the server lets it, and is made anew when it is over. */
final class HttpLine implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 100;

    private static final long CHUNKS = -1;
    private static final long UNTIL_THE_END = -2;

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /** The length of the body that comes, or one of the two above. */
    private long length;

    private boolean last;

    HttpLine(int port) {
        this.port = port;
    }

    /** An answer; {@code status} is 0 if the server closed the connection without one, and -1 if there is none yet. */
    record Answer(int status, String body) {}

    /** Sends a whole request and reads its answer. */
    Answer ask(byte[] request, boolean isHead) throws IOException {
        try {
            open().getOutputStream().write(request);
            int status = head();
            while (status < 200) {
                status = head();
            }
            String body = isHead || status == 204 || status == 304 ? "" : body();
            if (last) {
                close();
            }
            return new Answer(status, body);
        } catch (SocketTimeoutException e) {
            close();
            return new Answer(-1, "");
        } catch (SocketException | EOFException e) {
            close();
            return new Answer(0, "");
        }
    }

    /** Sends octets on a connection of their own, and reads what comes. */
    String shout(byte[] octets) throws IOException {
        close();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            open().getOutputStream().write(octets);
            in.transferTo(read);
        } catch (SocketTimeoutException | SocketException e) {
            // the server waits for more, or has heard enough
        }
        close();
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    private Socket open() throws IOException {
        Socket opened = socket;
        if (opened == null) {
            opened = new Socket(InetAddress.getLoopbackAddress(), port);
            opened.setSoTimeout(PATIENCE_MILLIS);
            opened.setTcpNoDelay(true);
            opened.setSoLinger(true, 0); // thousands in a minute must not wait for their ends
            in = new BufferedInputStream(opened.getInputStream());
            socket = opened;
        }
        return opened;
    }

    private int head() throws IOException {
        String status = line();
        length = UNTIL_THE_END;
        last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).trim());
            } else if (lower.startsWith("transfer-encoding:")) {
                length = CHUNKS;
            } else if (lower.startsWith("connection:")) {
                last = lower.endsWith("close");
            }
        }
        return Integer.parseInt(status.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    private String body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (length >= 0) {
            body.write(in.readNBytes((int) length));
        } else if (length == UNTIL_THE_END) {
            in.transferTo(body);
            last = true;
        } else {
            for (int size = chunk(); size > 0; size = chunk()) {
                body.write(in.readNBytes(size));
                line();
            }
            line();
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
