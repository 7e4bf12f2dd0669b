package io.leveret.dist.soak;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Connects anywhere and sends something that nobody has asked for, or nothing, or a part of what it should. */
final class Vandal implements Client.Doing {
    private static final int PAUSE_MILLIS = 100;
    private static final int MOST = 3_000;
    private static final byte[] PROTOCOL = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final byte[] REQUEST =
            "GET /api/overview HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void live(Life life) throws Exception {
        Random random = life.random();
        Doors doors = life.doors();
        int[] ports = {doors.amqp(), doors.amqps(), doors.management(), doors.metrics()};
        int port = ports[random.nextInt(ports.length)];
        Socket socket = life.connect(port);
        byte[] begin = port == doors.amqp() ? PROTOCOL : REQUEST;
        byte[] octets = new byte[random.nextInt(MOST)];
        random.nextBytes(octets);
        switch (random.nextInt(4)) {
            case 0 -> {} // says nothing
            case 1 -> socket.getOutputStream().write(begin, 0, 1 + random.nextInt(begin.length - 1));
            case 2 -> {
                socket.getOutputStream().write(begin);
                socket.getOutputStream().write(octets);
            }
            default -> socket.getOutputStream().write(octets);
        }
        life.pause(PAUSE_MILLIS);
        life.end(random.nextBoolean() ? End.RESET : End.CLOSE);
    }
}
