package io.leveret.dist.soak;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One socket of a client, from its beginning to its end, which may come at any moment from another thread. */
final class Life implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SECURED_ONE_IN = 4;

    private final Doors doors;
    private final Random random;
    private final CountDownLatch over;
    private final Thread worker = Thread.currentThread();
    private volatile @Nullable Socket socket;
    private volatile @Nullable Connection connection;
    private volatile @Nullable End ended;

    Life(Doors doors, Random random, CountDownLatch over) {
        this.doors = doors;
        this.random = random;
        this.over = over;
    }

    Random random() {
        return random;
    }

    Doors doors() {
        return doors;
    }

    /** A channel on a connection of its own, with TLS now and then. */
    Channel channel() throws Exception {
        ConnectionFactory factory = doors.factory(random.nextInt(SECURED_ONE_IN) == 0);
        factory.setSocketConfigurator(made -> socket = made);
        Connection made = factory.newConnection();
        connection = made;
        return made.createChannel();
    }

    /** A socket without a protocol. */
    Socket connect(int port) throws IOException {
        Socket made = new Socket();
        socket = made;
        made.setSoTimeout(PATIENCE_MILLIS);
        made.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return made;
    }

    /** Whether there is more to do. */
    boolean goesOn() {
        Connection now = connection;
        return over.getCount() > 0 && (now == null || now.isOpen());
    }

    /** Waits {@code millis} on average, and not longer than there is something to do. */
    void pause(int millis) throws InterruptedException {
        over.await(random.nextInt(2 * millis + 1), TimeUnit.MILLISECONDS);
    }

    boolean hasEnded() {
        return ended != null;
    }

    /** Ends it, once; tells whether it was there to be ended. */
    boolean end(End how) {
        Socket now = socket;
        if (now == null || ended != null) {
            return false;
        }
        ended = how;
        try {
            switch (how) {
                case RESET -> reset(now);
                case HALF_CLOSE -> now.shutdownOutput();
                case INTERRUPT -> worker.interrupt();
                case CLOSE -> closeOf(now);
            }
        } catch (IOException | UnsupportedOperationException e) {
            reset(now); // it was about to end, or has no halves
        }
        return true;
    }

    private void closeOf(Socket now) throws IOException {
        Connection open = connection;
        if (open == null) {
            now.close();
        } else {
            open.abort(PATIENCE_MILLIS);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        Connection open = connection;
        if (open != null) {
            open.abort(PATIENCE_MILLIS);
        }
        Socket left = socket;
        if (left != null) {
            left.close();
        }
    }
}
