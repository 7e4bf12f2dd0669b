package io.leveret.dist;

import io.leveret.amqp.connection.AmqpServer;
import io.leveret.amqp.connection.ConnectionSettings;
import io.leveret.amqp.connection.IoLoops;
import io.leveret.amqp.connection.ServerProperties;
import io.leveret.core.NodeReplay;
import io.leveret.core.VirtualHost;
import io.leveret.core.event.Actor;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeLoop;
import io.leveret.core.node.NodeState;
import io.leveret.dist.access.ConfiguredRates;
import io.leveret.dist.access.NodeQuotas;
import io.leveret.dist.audit.AuditLog;
import io.leveret.dist.log.LogTail;
import io.leveret.dist.reload.LogConfiguration;
import io.leveret.dist.reload.NewConnections;
import io.leveret.dist.reload.Reload;
import io.leveret.dist.reload.ReloadParts;
import io.leveret.dist.settings.Configuration;
import io.leveret.dist.settings.Settings;
import io.leveret.dist.supervisor.Watched;
import io.leveret.dist.tls.TlsException;
import io.leveret.dist.tls.TlsKeeper;
import io.leveret.store.backup.Backups;
import io.leveret.store.journal.FatalListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running broker: wires its parts, starts them, and stops them in reverse order. Owner: node. */
final class BrokerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);
    private static final int CLOSE_OK_MILLIS = 4_000;

    private final Foundation foundation;
    private final AmqpServer server;
    private final Node node;
    private final Served served;

    private BrokerProcess(Foundation foundation, AmqpServer server, Node node, Served served) {
        this.foundation = foundation;
        this.server = server;
        this.node = node;
        this.served = served;
    }

    /** What all else stands on. */
    private record Foundation(
            NodeStorage storage,
            IoLoops io,
            CoreThreads cores,
            Observation observation,
            ConfiguredRates rates,
            Logins logins) {
        void close() {
            logins.backends().close();
            cores.close();
            io.close();
            observation.close();
            storage.close();
        }
    }

    /** What listens, what TLS is served with, if it is, and what exchanges all that can be exchanged. */
    private record Served(
            AmqpListeners amqp,
            Management management,
            @Nullable TlsKeeper tls,
            Reload reload) {
        void closeTls() {
            if (tls != null) {
                tls.close();
            }
        }
    }

    /** Returns when connections are served. */
    static BrokerProcess start(Configuration configuration, StartOptions options) {
        long began = System.nanoTime();
        BrokerProcess broker = start(configuration, options, BrokerProcess::halt);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        LOG.info(
                "listening port={} tls-port={} transport={} cores={}",
                broker.port(),
                broker.tlsPort(),
                broker.foundation.io().transport(),
                broker.foundation.cores());
        ReadyLine.print(broker.served.amqp(), millis);
        JavaLine.log(); // afterwards: to ask for it takes some time
        return broker;
    }

    /** What was not synced was never confirmed, and recovery is the tested path: so the process ends at once. */
    private static void halt(String message, Throwable cause) {
        LOG.error("{}; the broker ends now, nothing that was confirmed is lost", message, cause);
        Runtime.getRuntime().halt(Shutdown.FAILED);
    }

    static BrokerProcess start(Configuration configuration, StartOptions options, FatalListener fatal) {
        Settings settings = configuration.settings();
        Logins logins = Logins.of(settings);
        NodeState state = new NodeState();
        NodeReplay replay =
                new NodeReplay(configuredVhosts(settings), name -> VirtualHosts.make(settings, name), state::apply);
        NodeStorage storage = NodeStorage.recover(settings, options.recoverTruncate(), replay, fatal);
        IoLoops io = new IoLoops(CoreThreads.ioThreads(settings.ioThreads()));
        CoreThreads cores = new CoreThreads(io);
        Observation observation = Observation.start(settings.dataDir());
        VirtualHosts vhosts = new VirtualHosts(settings, cores, storage, observation);
        ConfiguredRates rates = new ConfiguredRates(settings.limits().publishRates());
        NodeLoop loop = new NodeLoop(cores.nodeExecutor());
        Node node = new Node(
                loop,
                storage.open(loop),
                state,
                ConfiguredUsers.of(settings),
                vhosts.startAll(replay.vhosts()),
                new Node.Surroundings(
                        vhosts, logins.accounts(), new NodeQuotas(rates, System::nanoTime), observation.observers()));
        storage.start();
        AmqpServer server = new AmqpServer(
                io,
                connectionSettings(settings, state),
                node,
                logins.backends(),
                observation.observers().events());
        Foundation foundation = new Foundation(storage, io, cores, observation, rates, logins);
        try {
            Served served = serve(configuration, foundation, server, node);
            return new BrokerProcess(foundation, server, node, served);
        } catch (StartException e) {
            server.stop(0);
            foundation.close();
            throw e;
        }
    }

    private static Served serve(Configuration configuration, Foundation on, AmqpServer server, Node node) {
        Settings settings = configuration.settings();
        TlsKeeper tls = tls(settings);
        Reload reload = reload(configuration, on, server, tls);
        Management.Parts parts = new Management.Parts(
                settings,
                node,
                on.logins().backends(),
                gauges(settings, on.storage(), on.cores(), server),
                () -> server.settings().most().connections(),
                ManagedOperations.of(
                        on.observation().audit(),
                        on.observation().logTail(),
                        on.storage().backups(),
                        reload));
        Management.loadDefinitions(parts);
        AmqpListeners amqp = AmqpListeners.open(server, settings, tls);
        Served served = new Served(amqp, Management.start(parts, amqp.facts(), tls), tls, reload);
        if (tls != null) {
            tls.start();
        }
        return served;
    }

    private static Reload reload(Configuration started, Foundation on, AmqpServer server, @Nullable TlsKeeper tls) {
        Observation observation = on.observation();
        LogConfiguration logging = LogConfiguration.ofProcess(observation::hearLog);
        return new Reload(
                started, new ReloadParts(server, on.rates(), tls, on.logins().tokens(), logging, observation.audit()));
    }

    private static NodeGauges gauges(Settings settings, NodeStorage storage, CoreThreads cores, AmqpServer server) {
        return new NodeGauges(
                settings.dataDir(),
                new NodeGauges.Bounds(VirtualHosts.publishStopBytes(settings), storage.freeDiskFloorBytes()),
                storage.counters(),
                cores.turnTimes(),
                server::connectionCount);
    }

    private static Map<String, VirtualHost> configuredVhosts(Settings settings) {
        Map<String, VirtualHost> vhosts = new LinkedHashMap<>();
        settings.vhosts().forEach(name -> vhosts.put(name, VirtualHosts.make(settings, name)));
        return vhosts;
    }

    private static ConnectionSettings connectionSettings(Settings settings, NodeState state) {
        Settings.ServerProperties about = settings.serverProperties();
        String clusterName = state.clusterName().orElse(about.clusterName());
        return NewConnections.settings(
                settings.limits(),
                settings.access().logins().anonymousUser(),
                ServerProperties.of(about.product(), about.version(), clusterName));
    }

    private static @Nullable TlsKeeper tls(Settings settings) {
        try {
            return settings.usesTls() ? new TlsKeeper(settings.amqp().tls()) : null;
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    /** The port of AMQP without TLS; 0 if it is off. */
    int port() {
        return served.amqp().port();
    }

    /** The port of AMQP with TLS; 0 if it is off. */
    int tlsPort() {
        return served.amqp().tlsPort();
    }

    /** Users, virtual hosts, permissions and limits. */
    Node node() {
        return node;
    }

    /** The port of the management API; 0 if it is off. */
    int managementPort() {
        return served.management().port();
    }

    /** The port of metrics; 0 if it is off. */
    int metricsPort() {
        return served.management().metricsPort();
    }

    /** Who changed what. */
    AuditLog audit() {
        return foundation.observation().audit();
    }

    /** The last lines of the log. */
    LogTail logTail() {
        return foundation.observation().logTail();
    }

    /** Copies of the data directory, taken while the broker runs. */
    Backups backups() {
        return foundation.storage().backups();
    }

    /** What a supervisor is told of. */
    Watched watched() {
        return Watched.of(
                List.of(
                        new Watched.Listener("AMQP", port()),
                        new Watched.Listener("AMQP with TLS", tlsPort()),
                        new Watched.Listener("management", managementPort()),
                        new Watched.Listener("metrics", metricsPort())),
                foundation.io().group(),
                node);
    }

    int connectionCount() {
        return server.connectionCount();
    }

    /** Reads the settings again, as a signal asks for. */
    void reload() {
        served.reload().reload(Actor.BROKER);
    }

    /** Says good-bye to the clients, finishes the cores' work, and leaves a journal that was closed in order. */
    void stop() {
        LOG.info("stopping connections={}", server.connectionCount());
        served.closeTls();
        served.management().stop();
        server.stop(CLOSE_OK_MILLIS);
        foundation.close();
        LOG.info("stopped");
    }
}
