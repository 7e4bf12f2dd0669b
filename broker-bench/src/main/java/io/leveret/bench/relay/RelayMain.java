package io.leveret.bench.relay;

import java.io.IOException;

/** Starts the relay on a port of this host, until a signal ends it. */
public final class RelayMain {
    private static final int MAX_PORT = 65_535;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private RelayMain() {}

    public static void main(String[] arguments) {
        try {
            run(port(arguments));
        } catch (IllegalArgumentException e) {
            fail(MISUSED, e);
        } catch (IOException e) {
            fail(FAILED, e);
        }
    }

    private static void run(int port) throws IOException {
        var server = new RelayServer(new Relay(System.err));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "relay-stop"));
        System.err.println("relay listens on 127.0.0.1:" + server.listen(port));
    }

    private static void fail(int status, Exception why) {
        System.err.println("relay: " + why.getMessage());
        System.exit(status);
    }

    /** The one argument there is. */
    static int port(String... arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "one argument is wanted, the port to listen on; got " + arguments.length);
        }
        int port;
        try {
            port = Integer.parseInt(arguments[0]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the port must be a number, got '" + arguments[0] + "'", e);
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port must be between 0 and " + MAX_PORT + ", got " + port);
        }
        return port;
    }
}
