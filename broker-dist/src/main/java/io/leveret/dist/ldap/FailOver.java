package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import io.leveret.dist.settings.LdapSettings.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the first server that answers. One that does not is left alone for some seconds, and then tried by one login only, so that a directory that is
 * away costs the other logins no time. Asked by all threads that check logins.
 */
final class FailOver extends ServerSet {
    static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(FailOver.class);

    private final List<Server> servers;
    private final Connector connector;
    private final LongSupplier nanoClock;
    private final SeldomWarnings warnings;
    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    /** Makes connections that are ready to be used. */
    interface Connector {
        LDAPConnection connect(Server server) throws LDAPException;
    }

    private record Rest(long untilNanos, String why) {}

    FailOver(List<Server> servers, Connector connector, LongSupplier nanoClock, SeldomWarnings warnings) {
        this.servers = servers;
        this.connector = connector;
        this.nanoClock = nanoClock;
        this.warnings = warnings;
    }

    @Override
    public LDAPConnection getConnection() throws LDAPException {
        List<String> failures = new ArrayList<>();
        for (Server server : servers) {
            String name = server.toString();
            if (mayBeAsked(name)) {
                try {
                    LDAPConnection connection = connector.connect(server);
                    connection.setConnectionName(name);
                    answers(name);
                    return connection;
                } catch (LDAPException e) {
                    rest(name, e);
                }
            }
            Rest rest = resting.get(name);
            failures.add(name + (rest == null ? "" : " (" + rest.why + ")"));
        }
        throw new LDAPException(
                ResultCode.CONNECT_ERROR, "no directory server answers: " + String.join(", ", failures));
    }

    /** A server on a connection of which something went wrong. */
    void failed(LDAPConnection connection, LDAPException why) {
        rest(String.valueOf(connection.getConnectionName()), why);
    }

    /** The one who asks when the rest is over begins another, so that nobody tries at the same time. */
    private boolean mayBeAsked(String name) {
        Rest rest = resting.get(name);
        long now = nanoClock.getAsLong();
        return rest == null
                || (now - rest.untilNanos >= 0 && resting.replace(name, rest, new Rest(now + REST_NANOS, rest.why)));
    }

    private void rest(String name, LDAPException failure) {
        String why = DirectoryFailure.reason(failure);
        resting.put(name, new Rest(nanoClock.getAsLong() + REST_NANOS, why));
        if (warnings.due(name)) {
            LOG.warn(
                    "directory server {} can't be used: {}; without another one logins by it fail until it can, it is tried again every {} s;"
                            + " see that it runs, and that leveret.ldap has the right servers, tls and bind",
                    name,
                    why,
                    TimeUnit.NANOSECONDS.toSeconds(REST_NANOS));
        }
    }

    private void answers(String name) {
        if (resting.remove(name) != null) {
            LOG.info("directory server {} answers again", name);
        }
    }
}
