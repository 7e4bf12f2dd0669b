package io.leveret.dist;

import io.leveret.amqp.connection.AmqpServer;
import io.leveret.amqp.connection.BindException;
import io.leveret.amqp.proxy.TrustedProxies;
import io.leveret.amqp.tls.TlsSetup;
import io.leveret.dist.settings.Settings;
import io.leveret.dist.tls.TlsKeeper;
import io.leveret.management.broker.NodeFacts;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where AMQP is served, without and with TLS; a port is 0 where it is not. */
record AmqpListeners(int port, int tlsPort, List<NodeFacts.Listener> facts) {
    /** Listens on each address of the settings; {@code tls} is there if a listener wants it. */
    static AmqpListeners open(AmqpServer server, Settings settings, @Nullable TlsKeeper tls) {
        List<NodeFacts.Listener> facts = new ArrayList<>();
        int port = open(server, "amqp", settings.amqp().plain(), null, facts);
        int tlsPort = tls == null ? 0 : open(server, "amqps", settings.amqp().secured(), tls::setup, facts);
        return new AmqpListeners(port, tlsPort, facts);
    }

    private static int open(
            AmqpServer server,
            String name,
            Optional<Settings.Listener> asked,
            @Nullable Supplier<TlsSetup> tls,
            List<NodeFacts.Listener> facts) {
        if (asked.isEmpty()) {
            return 0;
        }
        int port = asked.get().port();
        List<String> hosts = Listening.hosts(asked.get());
        TrustedProxies proxies = TrustedProxies.of(asked.get().proxies());
        try {
            for (String host : hosts) {
                port = server.listen(
                        new InetSocketAddress(host, port), asked.get().backlog(), tls, proxies);
            }
        } catch (BindException e) {
            throw new StartException(e.getMessage() + "; is another broker running? leveret.listeners." + name
                    + ".port sets another port");
        }
        for (String host : hosts) {
            facts.add(new NodeFacts.Listener(name.equals("amqps") ? "amqp/ssl" : name, host, port));
        }
        return port;
    }
}
