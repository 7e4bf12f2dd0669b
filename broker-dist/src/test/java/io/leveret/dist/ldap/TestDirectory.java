package io.leveret.dist.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.schema.Schema;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A directory with a few people and groups, in the test's own process. Every user's password is {@link #password} of its name. */
public final class TestDirectory implements AutoCloseable {
    public static final String PEOPLE = "ou=People,dc=example,dc=com";
    public static final String GROUPS = "ou=Groups,dc=example,dc=com";
    public static final String PATTERN = "uid=${username}," + PEOPLE;
    static final String READER = "cn=reader,dc=example,dc=com";

    private static final String DOMAIN = "dc=example,dc=com";

    private static final String[] POSIX = {
        "dn: cn=schema",
        "objectClass: subschema",
        "attributeTypes: ( 1.3.6.1.1.1.1.1 NAME 'gidNumber' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
        "attributeTypes: ( 1.3.6.1.1.1.1.12 NAME 'memberUid' SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )",
        "objectClasses: ( 1.3.6.1.1.1.2.2 NAME 'posixGroup' SUP top STRUCTURAL MUST ( cn $ gidNumber ) MAY memberUid )"
    };

    private final InMemoryDirectoryServer server;
    private final AtomicInteger binds = new AtomicInteger();
    private final AtomicInteger searches = new AtomicInteger();

    private TestDirectory(InMemoryListenerConfig listener) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(DOMAIN);
        config.setListenerConfigs(listener);
        config.addAdditionalBindCredentials(READER, password("reader"));
        config.setSchema(Schema.mergeSchemas(Schema.getDefaultStandardSchema(), new Schema(new Entry(POSIX))));
        config.setMaxConnections(100);
        config.addInMemoryOperationInterceptor(new Counter());
        server = new InMemoryDirectoryServer(config);
        server.add(DOMAIN, new Attribute("objectClass", "domain"));
        server.add(PEOPLE, new Attribute("objectClass", "organizationalUnit"));
        server.add(GROUPS, new Attribute("objectClass", "organizationalUnit"));
        user("ann");
        user("bob");
        server.startListening();
    }

    /** On a free port, or on the given one. */
    public static TestDirectory start(int port) throws Exception {
        return new TestDirectory(InMemoryListenerConfig.createLDAPConfig("ldap", loopback(), port, null));
    }

    public static TestDirectory start() throws Exception {
        return start(0);
    }

    static TestDirectory withStartTls(SSLContext context) throws Exception {
        return new TestDirectory(
                InMemoryListenerConfig.createLDAPConfig("ldap", loopback(), 0, context.getSocketFactory()));
    }

    static TestDirectory withTls(SSLContext context) throws Exception {
        return new TestDirectory(InMemoryListenerConfig.createLDAPSConfig(
                "ldaps", loopback(), 0, context.getServerSocketFactory(), context.getSocketFactory()));
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    public static String password(String name) {
        return name + "'s";
    }

    static String dn(String user) {
        return new RDN("uid", user) + "," + PEOPLE;
    }

    public static String group(String name) {
        return new RDN("cn", name) + "," + GROUPS;
    }

    public int port() {
        return server.getListenPort();
    }

    int binds() {
        return binds.get();
    }

    int searches() {
        return searches.get();
    }

    void user(String name) throws LDAPException {
        server.add(
                dn(name),
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("cn", name),
                new Attribute("sn", name),
                new Attribute("userPassword", password(name)));
    }

    void change(String user, String attribute, String... values) throws LDAPException {
        server.modify(dn(user), new Modification(ModificationType.REPLACE, attribute, values));
    }

    public void group(String name, String... members) throws LDAPException {
        server.add(group(name), new Attribute("objectClass", "groupOfNames"), new Attribute("member", members));
    }

    void posixGroup(String name, String login) throws LDAPException {
        server.add(
                group(name),
                new Attribute("objectClass", "posixGroup"),
                new Attribute("gidNumber", "7"),
                new Attribute("memberUid", login));
    }

    /** Closes all connections. */
    public void stop() {
        server.shutDown(true);
    }

    @Override
    public void close() {
        stop();
    }

    private final class Counter extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            binds.incrementAndGet();
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            searches.incrementAndGet();
        }
    }
}
