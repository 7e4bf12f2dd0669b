package io.leveret.dist.ldap;

import static io.leveret.dist.ldap.TestDirectory.PEOPLE;
import static io.leveret.dist.ldap.TestDirectory.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.dist.settings.LdapSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryLoginsTest {
    private static final String LOOKUP_BASE = "lookup.base=" + PEOPLE;

    private final Map<String, Account> kept = new ConcurrentHashMap<>();
    private final List<DirectoryLogins> opened = new ArrayList<>();
    private long nanos;
    private TestDirectory directory;

    @BeforeEach
    void start() throws Exception {
        directory = TestDirectory.start();
        for (String name : List.of("ann", "bob", "ANN", "*", "no")) {
            keep(name);
        }
    }

    @AfterEach
    void stop() {
        opened.forEach(DirectoryLogins::close);
        directory.close();
    }

    private void keep(String name) {
        kept.put(name, new Account(name, "", Set.of("monitoring"), false));
    }

    private final Authenticator node = new Authenticator() {
        @Override
        public @Nullable Account authenticate(String name, byte[] password) {
            throw new IllegalStateException("the directory is to be asked");
        }

        @Override
        public @Nullable Account proven(String name) {
            return kept.getOrDefault(name, null);
        }
    };

    private DirectoryLogins logins(LdapSettings settings) {
        DirectoryLogins logins = new DirectoryLogins(settings, node, () -> nanos);
        opened.add(logins);
        return logins;
    }

    private DirectoryLogins byPattern(String... settings) {
        return logins(Ldap.settings(directory.port(), settings));
    }

    private DirectoryLogins byLookup(String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "user-dn-pattern=";
        all[1] = LOOKUP_BASE;
        System.arraycopy(settings, 0, all, 2, settings.length);
        return byPattern(all);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Account login(DirectoryLogins logins, String name, String password) {
        return logins.authenticate(name, octets(password));
    }

    @Test
    void aRightPasswordLogsInAsTheUserThatTheNodeKeeps() {
        for (DirectoryLogins logins : List.of(byPattern(), byLookup())) {
            assertThat(login(logins, "ann", password("ann"))).isEqualTo(kept.get("ann"));
            assertThat(login(logins, "ann", password("bob"))).isNull();
            assertThat(login(logins, "no", password("no"))).as("no entry").isNull();
        }
    }

    @Test
    void whomTheNodeDoesNotKeepIsRefused() throws Exception {
        directory.user("eve");
        assertThat(login(byPattern(), "eve", password("eve"))).isNull();
        keep("eve");
        assertThat(login(byPattern(), "eve", password("eve"))).isNotNull();
    }

    @Test
    void nobodyLogsInWithoutAPassword() {
        DirectoryLogins logins = byPattern();
        assertThat(login(logins, "ann", "")).isNull();
        assertThat(directory.binds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a*",
                "ann)(uid=*",
                "ann)(|(uid=bob",
                "ann,ou=People",
                "ann+cn=ann",
                "ann\\2c",
                "uid=ann",
                "#616e6e",
                "\"ann\"",
                "${username}",
                "",
                "   "
            })
    void hostileNamesAreNobodys(String name) {
        keep(name);
        assertThat(login(byPattern(), name, password("ann"))).isNull();
        assertThat(login(byLookup(), name, password("ann"))).isNull();
    }

    @Test
    void namesThatNoUserCanHaveAreNotAskedAbout() {
        DirectoryLogins logins = byLookup();
        for (String name : List.of("ann\0", "ann\n", "\u007f", "a".repeat(256), Account.OPERATOR.name())) {
            keep(name);
            assertThat(login(logins, name, password("ann"))).isNull();
        }
        assertThat(directory.searches()).isZero();
    }

    @Test
    void namesWithCharactersOfDistinguishedNamesAreTakenAsTheyAre() throws Exception {
        for (String name : List.of("smith, ann", "a+b=c;<d>", "back\\slash", "(star*)", "#1", "\u00e4\u00f6", "a\"b")) {
            keep(name);
            directory.user(name);
            assertThat(login(byPattern(), name, password(name))).as(name).isNotNull();
            assertThat(login(byLookup(), name, password(name))).as(name).isNotNull();
        }
    }

    @Test
    void aNameThatSeveralEntriesHaveIsNobodys() throws Exception {
        directory.user("two");
        directory.change("bob", "description", "both");
        directory.change("two", "description", "both");
        directory.change("ann", "description", "ann alone");
        keep("both");
        keep("ann alone");
        DirectoryLogins logins = byLookup("lookup.attribute=description");

        assertThat(login(logins, "ann alone", password("ann"))).isNotNull();
        assertThat(login(logins, "both", password("bob"))).isNull();
    }

    @Test
    void theServiceAccountLooksUp() {
        DirectoryLogins logins = byLookup("bind.dn=" + TestDirectory.READER, "bind.password=" + password("reader"));
        assertThat(login(logins, "ann", password("ann"))).isNotNull();
        assertThat(login(logins, "ann", password("reader"))).isNull();
    }

    @Test
    void aServiceAccountThatIsRefusedIsNoWrongPassword() {
        DirectoryLogins logins = byLookup("bind.dn=" + TestDirectory.READER, "bind.password=old");

        assertThatThrownBy(() -> login(logins, "ann", password("ann")))
                .isInstanceOf(LoginUncheckedException.class)
                .hasMessageContaining("leveret.ldap.bind is refused: invalid credentials");
        int binds = directory.binds();
        assertThatThrownBy(() -> login(logins, "ann", password("ann"))).isInstanceOf(LoginUncheckedException.class);
        assertThat(directory.binds()).as("it is not tried at once again").isEqualTo(binds);
    }

    @Test
    void aRightLoginIsRememberedForAShortTime() throws Exception {
        DirectoryLogins logins = byPattern("cache=30 s");
        login(logins, "ann", password("ann"));
        int binds = directory.binds();

        assertThat(logins.recall("ann", octets(password("ann")))).isEqualTo(kept.get("ann"));
        assertThat(login(logins, "ann", password("ann"))).isNotNull();
        assertThat(directory.binds()).isEqualTo(binds);
        assertThat(logins.recall("ann", octets("other"))).isNull();
        assertThat(logins.recall("ANN", octets(password("ann")))).isNull();

        kept.remove("ann");
        assertThat(logins.recall("ann", octets(password("ann"))))
                .as("is no user any more")
                .isNull();
        keep("ann");
        directory.change("ann", "userPassword", "new");
        nanos += TimeUnit.SECONDS.toNanos(30);
        assertThat(logins.recall("ann", octets(password("ann")))).isNull();
        assertThat(login(logins, "ann", password("ann"))).isNull();
        assertThat(login(logins, "ann", "new")).isNotNull();
    }

    @Test
    void withoutACacheEveryLoginIsABind() {
        DirectoryLogins logins = byPattern("cache=0 s");
        for (int i = 1; i <= 3; i++) {
            assertThat(login(logins, "ann", password("ann"))).isNotNull();
            assertThat(directory.binds()).isEqualTo(i);
        }
    }

    @Test
    void connectionsThatTheDirectoryHasClosedAreMadeAgain() throws Exception {
        DirectoryLogins logins = byPattern("cache=0 s");
        assertThat(login(logins, "ann", password("ann"))).isNotNull();
        int port = directory.port();
        directory.close();
        directory = TestDirectory.start(port);

        assertThat(login(logins, "ann", password("ann"))).isNotNull();
        assertThat(login(logins, "bob", password("bob"))).isNotNull();
    }

    @Test
    void aPasswordIsInNoTextForm() {
        LdapSettings settings = Ldap.settings(1, "bind.dn=cn=reader", "bind.password=geheim");
        assertThat(settings.toString()).contains("cn=reader").doesNotContain("geheim");
    }
}
