package io.leveret.dist.ldap;

import static io.leveret.dist.ldap.TestDirectory.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.access.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Directories that are away, or don't answer. */
class AwayTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private long nanos;

    private static final Authenticator NODE = new Authenticator() {
        @Override
        public @Nullable Account authenticate(String name, byte[] password) {
            return null;
        }

        @Override
        public Account proven(String name) {
            return new Account(name, "", Set.of(), false);
        }
    };

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private DirectoryLogins logins(String servers, String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "servers=[" + servers + "]";
        all[1] = "cache=0 s";
        System.arraycopy(settings, 0, all, 2, settings.length);
        DirectoryLogins logins = new DirectoryLogins(Ldap.settings(1, all), NODE, () -> nanos);
        opened.add(0, logins::close);
        return logins;
    }

    private static String at(int port) {
        return "\"127.0.0.1:" + port + "\"";
    }

    private TestDirectory directory(int port) throws Exception {
        TestDirectory directory = TestDirectory.start(port);
        opened.add(directory);
        return directory;
    }

    /** Takes connections, and says nothing. */
    private ServerSocket silent() throws Exception {
        ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        opened.add(socket);
        return socket;
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static byte[] secret(String name) {
        return password(name).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Account ann(DirectoryLogins logins) {
        return logins.authenticate("ann", secret("ann"));
    }

    @Test
    void theNextServerIsAskedAndTheOneThatIsAwayIsLeftAlone() throws Exception {
        int away = closedPort();
        TestDirectory second = directory(0);
        int secondPort = second.port();
        DirectoryLogins logins = logins(at(away) + "," + at(secondPort));
        assertThat(ann(logins)).isNotNull();

        TestDirectory first = directory(away);
        second.stop();
        assertThatThrownBy(() -> ann(logins))
                .isInstanceOf(LoginUncheckedException.class)
                .hasMessageContaining("127.0.0.1:" + away)
                .hasMessageContaining("127.0.0.1:" + secondPort);
        assertThat(first.binds()).as("not asked yet").isZero();
        nanos += FailOver.REST_NANOS;
        assertThat(ann(logins)).isNotNull();
        assertThat(first.binds()).isEqualTo(1);
    }

    @Test
    void aSilentDirectoryCostsOneTimeout() throws Exception {
        DirectoryLogins logins = logins(at(silent().getLocalPort()), "timeout=1 s");
        assertThatThrownBy(() -> ann(logins)).isInstanceOf(LoginUncheckedException.class);

        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> ann(logins)).isInstanceOf(LoginUncheckedException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as("100 more").isLessThan(Duration.ofSeconds(1));
    }

    /** What came of checks, in the order of their ends. */
    private static final class Told implements Verdict {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void is(@Nullable Account account) {
            told.add(String.valueOf(account));
        }

        @Override
        public void failed(RuntimeException why) {
            told.add(why instanceof RejectedExecutionException ? "too many" : String.valueOf(why.getMessage()));
        }

        @Override
        public void goOn(Runnable rest) {
            throw new IllegalStateException("one step is all");
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(told.poll(LONGEST.toMillis(), TimeUnit.MILLISECONDS), "nothing is told");
        }
    }

    @Test
    void whoAsksDoesNotWaitAndIsToldWithinTheTimeOfALogin() throws Exception {
        DirectoryLogins logins = logins(at(silent().getLocalPort()), "timeout=1 s", "connections=1");
        Told told = new Told();
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            logins.check("ann", secret("ann"), told);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
        for (int i = 0; i < 20; i++) {
            assertThat(told.next()).matches("the directory did not answer within 1000 ms|(timeout|connect error), .*");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    }

    @Test
    void moreThanMayWaitAreRefused() throws Exception {
        DirectoryLogins logins = logins(at(silent().getLocalPort()), "timeout=3 s", "connections=1");
        Told told = new Told();
        for (int i = 0; i < 1_100; i++) {
            logins.check("ann", secret("ann"), told);
        }
        assertThat(told.next()).isEqualTo("too many");
    }

    @Test
    void aCheckIsToldWhenItIsThere() throws Exception {
        DirectoryLogins logins = logins(at(directory(0).port()));
        Told told = new Told();
        logins.check("ann", secret("ann"), told);
        assertThat(told.next()).isEqualTo("Account[ann]");
        logins.check("ann", secret("bob"), told);
        assertThat(told.next()).isEqualTo("null");
    }
}
