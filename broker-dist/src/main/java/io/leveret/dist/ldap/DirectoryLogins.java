package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.access.Verdict;
import io.leveret.dist.access.LoginCache;
import io.leveret.dist.access.LoginLane;
import io.leveret.dist.settings.LdapSettings;
import io.leveret.dist.settings.LdapSettings.Authorization;
import io.leveret.dist.settings.LdapSettings.Bounds;
import io.leveret.dist.settings.LdapSettings.Server;
import io.leveret.dist.settings.LdapSettings.TlsMode;
import io.leveret.dist.tls.ClientTls;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users whom a directory knows: it takes their passwords. What they may do says the node's own account of that name, or the groups they are in, which are read once at
 * login. What was right is remembered for a short time. Asked by the threads of {@link LoginLane}, and by I/O loops for what is remembered.
 */
public final class DirectoryLogins implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLogins.class);
    private static final int LONGEST_NAME = 255;
    private static final String LATE = "late";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Authenticator kept;
    private final Authorization authorization;
    private final Directory directory;
    private final UserEntries entries;
    private final Memberships memberships;
    private final GroupRules rules;
    private final SeldomWarnings warnings;
    private final LoginCache cache;
    private final long timeoutMillis;
    private final LoginLane lane;

    /** {@code kept} are the node's own accounts. Connects to nobody before somebody logs in; throws {@link io.leveret.dist.tls.TlsException} for authorities that can't be read. */
    public DirectoryLogins(LdapSettings settings, Authenticator kept) {
        this(settings, kept, System::nanoTime);
    }

    DirectoryLogins(LdapSettings settings, Authenticator kept, LongSupplier nanoClock) {
        Bounds bounds = settings.bounds();
        this.kept = kept;
        authorization = settings.authorization();
        directory = new Directory(settings, tls(settings), nanoClock);
        entries = UserEntries.of(settings.users(), directory);
        memberships = new Memberships(settings.membership());
        rules = new GroupRules(settings.groups());
        warnings = new SeldomWarnings(nanoClock);
        cache = new LoginCache(TimeUnit.MILLISECONDS.toNanos(bounds.cacheMillis()), nanoClock);
        timeoutMillis = bounds.timeoutMillis();
        lane = new LoginLane("leveret-ldap", bounds.connections(), timeoutMillis, this::late);
        if (settings.tls().mode() == TlsMode.NONE
                && !settings.servers().stream().allMatch(Server::isThisHost)) {
            LOG.warn("passwords go to the directory unencrypted: leveret.ldap.tls = start-tls or ldaps changes that");
        }
    }

    /** What the start would find wrong with files that the settings name: throws {@link io.leveret.dist.tls.TlsException}. */
    public static void check(LdapSettings settings) {
        tls(settings);
    }

    private static SSLSocketFactory tls(LdapSettings settings) {
        return ClientTls.trusting(settings.tls().authorities());
    }

    @Override
    public @Nullable Account recall(String name, byte[] password) {
        Account known = cache.find(name, password);
        return known == null ? null : authorized(known);
    }

    /** What the node keeps of a user may have changed meanwhile. */
    private @Nullable Account authorized(Account remembered) {
        return authorization == Authorization.INTERNAL ? kept.proven(remembered.name()) : remembered;
    }

    private LoginUncheckedException late() {
        if (warnings.due(LATE)) {
            LOG.warn(
                    "a login was not checked within {} ms waiting={}: the directory is slow, or asked by more than leveret.ldap.connections can serve",
                    timeoutMillis,
                    lane.waiting());
        }
        return new LoginUncheckedException("the directory did not answer within " + timeoutMillis + " ms");
    }

    @Override
    public void check(String name, byte[] password, Verdict verdict) {
        lane.check(() -> authenticate(name, password), verdict);
    }

    /** A bind without a password is one of nobody, and would be right: it is never tried. */
    @Override
    public @Nullable Account authenticate(String name, byte[] password) {
        if (password.length == 0 || !canBeName(name)) {
            return null;
        }
        Account recalled =
                recall(name, password); // others of this name may have been asked about while this one waited
        if (recalled != null) {
            return recalled;
        }
        try {
            Account found = ask(name, password);
            if (found != null) {
                cache.add(found, password);
            }
            return found;
        } catch (LDAPException e) {
            throw unchecked(e);
        }
    }

    private @Nullable Account ask(String name, byte[] password) throws LDAPException {
        UserEntries.Entry entry = entries.find(name);
        boolean wantsGroups = authorization == Authorization.GROUPS;
        boolean byUser = wantsGroups && !directory.hasServiceAccount();
        Optional<Set<DN>> groups = directory.asUser(
                entry.name(),
                password,
                connection -> byUser ? memberships.of(connection, entry.name(), name) : Set.of());
        if (groups.isEmpty() || !entry.known()) {
            return null;
        }
        if (!wantsGroups) {
            return kept.proven(name);
        }
        return rules.account(
                name,
                byUser
                        ? groups.get()
                        : directory.asService(connection -> memberships.of(connection, entry.name(), name)));
    }

    /** Names that no user of the broker can have are not asked about. */
    private static boolean canBeName(String name) {
        return !name.isBlank()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && !CONTROL.matcher(name).find()
                && !name.equals(Account.OPERATOR.name());
    }

    /** Servers that are away are told of where they are asked. */
    private LoginUncheckedException unchecked(LDAPException failure) {
        String reason = DirectoryFailure.reason(failure);
        if (!DirectoryFailure.breaksConnection(failure)
                && warnings.due(failure.getResultCode().getName())) {
            LOG.warn(
                    "the directory answers with an error, and logins by it fail: {}; see that leveret.ldap names entries that are there, and that"
                            + " leveret.ldap.bind may read them",
                    reason);
        }
        return new LoginUncheckedException(reason);
    }

    @Override
    public void close() {
        lane.close();
        directory.close();
    }
}
