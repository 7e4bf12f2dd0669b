package io.leveret.management;

import io.leveret.management.broker.ManagementLoop;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a listener: bounds how many there are, ends those that ask nothing, and lets none ask for more than it reads. Owner: management. */
final class OpenConnections implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    private static final long WARN_MILLIS = 60_000;

    private final String what;
    private final ManagementLoop loop;
    private final Bounds bounds;
    private final Map<HttpConnection, Client> clients = new HashMap<>();
    private boolean hasWarned;

    /** {@code what} is the listener's name in the log. */
    OpenConnections(String what, ManagementLoop loop, Bounds bounds) {
        this.what = what;
        this.loop = loop;
        this.bounds = bounds;
    }

    /** The most connections, and for how many milliseconds one may have no request that is being answered. */
    record Bounds(int most, long idleMillis) {
        static final Bounds USUAL = new Bounds(1_024, 90_000);
    }

    /** Takes a connection, or closes it if there are too many. */
    void opened(HttpConnection connection) {
        if (clients.size() >= bounds.most()) {
            connection.close();
            warn();
            return;
        }
        Client client = new Client(connection);
        clients.put(connection, client);
        connection.closeHandler(closed -> {
            clients.remove(connection);
            client.callOff.run();
        });
    }

    private void warn() {
        if (!hasWarned) {
            hasWarned = true;
            loop.after(WARN_MILLIS, () -> hasWarned = false);
            LOG.warn("{} closes new connections: there are {} already", what, bounds.most());
        }
    }

    @Override
    public void handle(RoutingContext context) {
        Client client = clients.get(context.request().connection());
        if (client == null) {
            return; // closed
        }
        client.begin(context);
        HttpServerResponse response = context.response();
        if (!response.writeQueueFull()) {
            context.next();
        } else if (!hasBody(context)) {
            // Earlier answers have not been read yet.
            response.drainHandler(drained -> {
                response.drainHandler(null);
                context.next();
            });
        } else {
            context.request().connection().close();
        }
    }

    private static boolean hasBody(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return context.request().getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    /** One connection. Owner: management. */
    private final class Client {
        private final HttpConnection connection;
        private int requests;
        private Runnable callOff;

        Client(HttpConnection connection) {
            this.connection = connection;
            this.callOff = closeLater();
        }

        private Runnable closeLater() {
            return loop.after(bounds.idleMillis(), connection::close);
        }

        void begin(RoutingContext context) {
            requests++;
            callOff.run();
            context.addEndHandler(done -> {
                requests--;
                if (requests == 0 && clients.containsKey(connection)) {
                    callOff = closeLater();
                }
            });
        }
    }
}
