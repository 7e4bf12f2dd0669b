package io.leveret.dist;

import io.leveret.amqp.connection.AmqpServer;
import io.leveret.amqp.connection.BindException;
import io.leveret.amqp.connection.ConnectionSettings;
import io.leveret.amqp.connection.IoLoops;
import io.leveret.amqp.connection.ServerProperties;
import io.leveret.core.Broker;
import io.leveret.core.CoreLoop;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.dist.access.UserDirectory;
import io.leveret.dist.settings.Settings;
import io.leveret.store.journal.FatalListener;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running broker: wires its parts, starts them, and stops them in reverse order. Owner: node. */
final class BrokerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);
    private static final int CLOSE_OK_MILLIS = 4_000;
    private static final int TOKEN_BYTES = 16;

    /** Direct memory is as large as the heap by default; the rest of it is for reading, and for messages larger than their share. */
    private static final int OUTPUT_SHARE = 4;

    private final NodeStorage storage;
    private final IoLoops io;
    private final CoreThreads cores;
    private final AmqpServer server;
    private final int port;

    private BrokerProcess(NodeStorage storage, IoLoops io, CoreThreads cores, AmqpServer server, int port) {
        this.storage = storage;
        this.io = io;
        this.cores = cores;
        this.server = server;
        this.port = port;
    }

    /** Returns when connections are served. */
    static BrokerProcess start(Settings settings, StartOptions options) {
        long began = System.nanoTime();
        BrokerProcess broker = start(settings, options, BrokerProcess::halt);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        LOG.info("listening port={} transport={} cores={}", broker.port, broker.io.transport(), broker.cores);
        ReadyLine.print(broker.port, millis);
        return broker;
    }

    /** What was not synced was never confirmed, and recovery is the tested path: so the process ends at once. */
    private static void halt(String message, Throwable cause) {
        LOG.error("{}; the broker ends now, nothing that was confirmed is lost", message, cause);
        Runtime.getRuntime().halt(Shutdown.FAILED);
    }

    static BrokerProcess start(Settings settings, StartOptions options, FatalListener fatal) {
        Map<String, VirtualHost> vhosts = virtualHosts(settings);
        NodeStorage storage = NodeStorage.recover(settings, options.recoverTruncate(), vhosts, fatal);
        IoLoops io = new IoLoops(CoreThreads.ioThreads(settings.ioThreads()));
        CoreThreads cores = new CoreThreads(io);
        Map<String, CoreLoop> loops = new HashMap<>();
        vhosts.forEach((name, vhost) -> {
            CoreLoop loop = new CoreLoop(vhost, cores.executor(name), System::currentTimeMillis);
            storage.attach(vhost, loop);
            loops.put(name, loop);
        });
        storage.start();
        AmqpServer server = new AmqpServer(
                io, connectionSettings(settings), new Broker(loops), new UserDirectory(settings.users()));
        try {
            return new BrokerProcess(storage, io, cores, server, listen(server, settings.amqpListener()));
        } catch (StartException e) {
            server.stop(0);
            cores.close();
            io.close();
            storage.close();
            throw e;
        }
    }

    private static Map<String, VirtualHost> virtualHosts(Settings settings) {
        SecureRandom random = new SecureRandom();
        long heap = Runtime.getRuntime().maxMemory();
        long memory = (long) (heap * settings.publishStopShare());
        int count = settings.vhosts().size();
        VirtualHostLimits limits = new VirtualHostLimits(
                memory / count, settings.limits().transactionBytes(), heap / OUTPUT_SHARE / count);
        Map<String, VirtualHost> vhosts = new LinkedHashMap<>();
        for (String name : settings.vhosts()) {
            vhosts.put(
                    name, new VirtualHost(name, limits, () -> token(random), new SplittableRandom(random.nextLong())));
        }
        return vhosts;
    }

    private static String token(SecureRandom random) {
        byte[] octets = new byte[TOKEN_BYTES];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static ConnectionSettings connectionSettings(Settings settings) {
        Settings.Limits limits = settings.limits();
        Settings.ServerProperties about = settings.serverProperties();
        return new ConnectionSettings(
                limits.channelMax(),
                limits.frameMaxBytes(),
                limits.heartbeatSeconds(),
                limits.handshakeTimeoutMillis(),
                limits.messageBytes(),
                limits.connectionInboxBytes(),
                limits.connectionOutputBytes(),
                limits.connections(),
                ServerProperties.of(about.product(), about.version(), about.clusterName()));
    }

    /** Listens on each address. "0.0.0.0" beside "::" is one socket for both where the system has such sockets. */
    private static int listen(AmqpServer server, Settings.Listener listener) {
        int port = listener.port();
        boolean everywhere = listener.hosts().contains("::");
        try {
            for (String host : listener.hosts()) {
                if (!(everywhere && host.equals("0.0.0.0"))) {
                    port = server.listen(new InetSocketAddress(host, port), listener.backlog());
                }
            }
            return port;
        } catch (BindException e) {
            throw new StartException(
                    e.getMessage() + "; is another broker running? leveret.listeners.amqp.port sets another port");
        }
    }

    int port() {
        return port;
    }

    int connectionCount() {
        return server.connectionCount();
    }

    /** Says good-bye to the clients, finishes the cores' work, and leaves a journal that was closed in order. */
    void stop() {
        LOG.info("stopping connections={}", server.connectionCount());
        server.stop(CLOSE_OK_MILLIS);
        cores.close();
        io.close();
        storage.close();
        LOG.info("stopped");
    }
}
