package io.leveret.dist;

import io.leveret.core.access.Authenticator;
import io.leveret.core.node.Node;
import io.leveret.dist.access.KeptPasswords;
import io.leveret.dist.settings.BuildVersion;
import io.leveret.dist.settings.Settings;
import io.leveret.dist.tls.TlsKeeper;
import io.leveret.dist.tls.TlsMaterial;
import io.leveret.management.DefinitionsLoad;
import io.leveret.management.DefinitionsRefusedException;
import io.leveret.management.HttpCertificate;
import io.leveret.management.ManagementBindException;
import io.leveret.management.ManagementServer;
import io.leveret.management.ManagementSettings;
import io.leveret.management.Surroundings;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.operation.Operations;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management server as the settings want it; none if both of its listeners are off. Owner: node. */
final class Management {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private final @Nullable ManagementServer server;

    private Management(@Nullable ManagementServer server) {
        this.server = server;
    }

    /** What management is made of. */
    record Parts(
            Settings settings,
            Node node,
            Authenticator logins,
            Gauges gauges,
            IntSupplier connectionLimit,
            Operations.Sources operations) {
        /** {@code amqp} is where AMQP is served, empty before it is. */
        Surroundings surroundings(List<NodeFacts.Listener> amqp, String token) {
            return new Surroundings(node, logins, new KeptPasswords(), facts(amqp), gauges, operations, token);
        }

        private NodeFacts facts(List<NodeFacts.Listener> amqp) {
            return new NodeFacts(
                    NodeName.here(),
                    settings.serverProperties().clusterName(),
                    BuildVersion.text(),
                    System.currentTimeMillis(),
                    settings.dataDir().toAbsolutePath().normalize().toString(),
                    connectionLimit,
                    amqp);
        }
    }

    /** Imports the definitions that the settings name; before anybody is served. */
    static void loadDefinitions(Parts parts) {
        parts.settings().management().definitions().ifPresent(file -> {
            try {
                int objects = DefinitionsLoad.load(file, parts.surroundings(List.of(), ""));
                LOG.info("definitions imported file={} objects={}", file, objects);
            } catch (DefinitionsRefusedException e) {
                throw new StartException(e.getMessage() + "; leveret.definitions.load names another file, or none");
            }
        });
    }

    /** Returns when it listens; {@code tls} is there if a listener wants it. */
    static Management start(Parts parts, List<NodeFacts.Listener> amqp, @Nullable TlsKeeper tls) {
        Settings.Management asked = parts.settings().management();
        if (asked.api().isEmpty() && asked.metrics().isEmpty()) {
            return new Management(null);
        }
        String token = OperatorToken.write(parts.settings().dataDir());
        try {
            ManagementServer server = ManagementServer.start(
                    managementSettings(asked, tls == null ? null : certificate(tls.material())),
                    parts.surroundings(amqp, token));
            if (tls != null) {
                tls.onChange(changed -> server.certificate(certificate(changed)));
            }
            return new Management(server);
        } catch (ManagementBindException e) {
            throw new StartException(e.getMessage()
                    + "; is another broker running? leveret.listeners.management.port and leveret.listeners.metrics.port set"
                    + " other ports, enabled = false turns a listener off");
        }
    }

    private static HttpCertificate certificate(TlsMaterial tls) {
        return new HttpCertificate(tls.key(), tls.chain());
    }

    private static ManagementSettings managementSettings(
            Settings.Management asked, @Nullable HttpCertificate certificate) {
        return new ManagementSettings(
                listener(asked.api()),
                listener(asked.metrics()),
                certificate,
                asked.pathPrefix(),
                asked.corsOrigins(),
                asked.bodyBytes());
    }

    private static ManagementSettings.@Nullable Listener listener(Optional<Settings.Listener> asked) {
        return asked.map(listener ->
                        new ManagementSettings.Listener(Listening.hosts(listener), listener.port(), listener.tls()))
                .orElse(null);
    }

    /** The port of the management API; 0 if it is off. */
    int port() {
        return server == null ? 0 : server.port();
    }

    /** The port of metrics; 0 if it is off. */
    int metricsPort() {
        return server == null ? 0 : server.metricsPort();
    }

    void stop() {
        if (server != null) {
            server.stop();
        }
    }
}
