package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import io.leveret.dist.settings.LdapSettings;
import io.leveret.dist.settings.LdapSettings.LookupAccount;
import io.leveret.dist.settings.LdapSettings.Server;
import io.leveret.dist.settings.LdapSettings.TlsMode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;

/** The directory's connections: one pool to bind as users, another to look things up. Asked by all threads that check logins. */
final class Directory implements AutoCloseable {
    /** After a while the first server is used again. */
    private static final long OLDEST_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private static final long HEALTH_CHECK_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final int LARGEST_MESSAGE = 4 << 20;

    private final LdapSettings settings;
    private final SSLSocketFactory tls;
    private final FailOver servers;
    private final FailOver serversForService;
    private final LDAPConnectionPool users;
    private final LDAPConnectionPool service;

    /** Something that is asked on one connection. */
    interface Question<T> {
        T ask(LDAPInterface directory) throws LDAPException;
    }

    /** Connects to nobody before it is asked; {@code tls} checks that servers are who they should be. */
    Directory(LdapSettings settings, SSLSocketFactory tls, LongSupplier nanoClock) {
        this.settings = settings;
        this.tls = tls;
        SeldomWarnings warnings = new SeldomWarnings(nanoClock);
        servers = new FailOver(settings.servers(), this::connect, nanoClock, warnings);
        serversForService = new FailOver(settings.servers(), this::connectService, nanoClock, warnings);
        users = pool(servers, "users");
        service = pool(serversForService, "service");
    }

    private LDAPConnectionPool pool(FailOver from, String name) {
        try {
            int most = settings.bounds().connections();
            LDAPConnectionPool pool = new LDAPConnectionPool(from, null, 0, most);
            pool.setConnectionPoolName("leveret " + name);
            pool.setMaxConnectionAgeMillis(OLDEST_MILLIS);
            pool.setHealthCheckIntervalMillis(HEALTH_CHECK_MILLIS);
            return pool;
        } catch (LDAPException e) {
            throw new IllegalStateException("a pool that connects to nobody can't fail", e);
        }
    }

    /** Whether there is somebody to look things up for all users. */
    boolean hasServiceAccount() {
        return !settings.service().name().isEmpty();
    }

    /** Asks as the service account, or as nobody in particular. */
    <T> T asService(Question<T> question) throws LDAPException {
        return on(service, serversForService, question::ask);
    }

    /** Empty if name and password do not belong together; else the answer to a question that the user asks. */
    <T> Optional<T> asUser(DN user, byte[] password, Question<T> question) throws LDAPException {
        return on(users, servers, connection -> {
            try {
                connection.bind(new SimpleBindRequest(user, password));
            } catch (LDAPException e) {
                if (DirectoryFailure.refusesUser(e)) {
                    return Optional.empty();
                }
                throw e;
            }
            return Optional.of(question.ask(connection));
        });
    }

    private interface Use<T> {
        T of(LDAPConnection connection) throws LDAPException;
    }

    /** A connection that has been lost meanwhile, as servers close them that are idle, is replaced once. */
    private static <T> T on(LDAPConnectionPool pool, FailOver servers, Use<T> use) throws LDAPException {
        LDAPConnection connection = pool.getConnection();
        try {
            T answer = use.of(connection);
            pool.releaseConnection(connection);
            return answer;
        } catch (LDAPException e) {
            if (!DirectoryFailure.breaksConnection(e)) {
                pool.releaseConnection(connection);
                throw e;
            }
            pool.discardConnection(connection);
            if (!e.getResultCode().equals(ResultCode.SERVER_DOWN)) {
                servers.failed(connection, e);
                throw e;
            }
        } catch (RuntimeException e) {
            pool.discardConnection(connection);
            throw e;
        }
        return onNew(servers, use);
    }

    private static <T> T onNew(FailOver servers, Use<T> use) throws LDAPException {
        try (LDAPConnection connection = servers.getConnection()) {
            try {
                return use.of(connection);
            } catch (LDAPException e) {
                if (DirectoryFailure.breaksConnection(e)) {
                    servers.failed(connection, e);
                }
                throw e;
            }
        }
    }

    private LDAPConnection connectService(Server server) throws LDAPException {
        LDAPConnection connection = connect(server);
        LookupAccount account = settings.service();
        if (hasServiceAccount()) {
            try {
                connection.bind(new SimpleBindRequest(account.name(), account.password()));
            } catch (LDAPException e) {
                connection.close();
                throw new LDAPException(
                        e.getResultCode(), "leveret.ldap.bind is refused: " + DirectoryFailure.reason(e));
            }
        }
        return connection;
    }

    private LDAPConnection connect(Server server) throws LDAPException {
        TlsMode mode = settings.tls().mode();
        LDAPConnection connection =
                mode == TlsMode.LDAPS ? new LDAPConnection(tls, options()) : new LDAPConnection(options());
        try {
            connection.connect(server.host(), server.port());
            if (mode == TlsMode.START_TLS) {
                ExtendedResult answer = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
                if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
                    throw new LDAPException(answer);
                }
            }
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    /** No thread reads a connection but the one that has asked. */
    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setConnectTimeoutMillis(settings.bounds().connectMillis());
        options.setResponseTimeoutMillis(settings.bounds().timeoutMillis());
        options.setMaxMessageSize(LARGEST_MESSAGE);
        options.setFollowReferrals(false);
        return options;
    }

    @Override
    public void close() {
        users.close();
        service.close();
    }
}
