package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginPace;
import io.leveret.core.access.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private static final byte[] SECRET = {1};

    private final List<String> asked = new ArrayList<>();

    /** Knows one user. */
    private Authenticator knowing(String known) {
        return new Authenticator() {
            @Override
            public @Nullable Account authenticate(String name, byte[] password) {
                asked.add(known);
                return proven(name);
            }

            @Override
            public @Nullable Account proven(String name) {
                return name.equals(known) ? new Account(name, "", Set.of(), false) : null;
            }
        };
    }

    private static Authenticator away(String reason) {
        return (name, password) -> {
            throw new IllegalStateException(reason);
        };
    }

    private static Backends backends(Authenticator... backends) {
        return new Backends(Arrays.asList(backends), LoginPace.FREE);
    }

    @Test
    void theFirstThatKnowsSomebodyIsTheLastThatIsAsked() {
        Backends backends = backends(knowing("a"), knowing("b"), knowing("c"));
        Account account = backends.authenticate("b", SECRET);
        assertThat(account).isNotNull();
        assertThat(asked).containsExactly("a", "b");
        assertThat(backends.authenticate("d", SECRET)).isNull();
        assertThat(backends.proven("c")).isNotNull();
        assertThat(backends.proven("d")).isNull();
    }

    @Test
    void oneThatIsAwayDoesNotKeepTheOthersFromAnswering() {
        Backends backends = backends(away("far"), knowing("a"), away("farther"));
        assertThat(backends.authenticate("a", SECRET)).isNotNull();
        assertThatThrownBy(() -> backends.authenticate("b", SECRET)).hasMessage("farther");
    }

    /** Says on a thread of its own that it knows nobody. */
    private static Authenticator elsewhere() {
        return new Authenticator() {
            @Override
            public @Nullable Account authenticate(String name, byte[] password) {
                return null;
            }

            @Override
            public void check(String name, byte[] password, Verdict verdict) {
                new Thread(() -> verdict.is(null)).start();
            }
        };
    }

    @Test
    void theThreadOfOneBackendDoesNotWorkForAnother() throws InterruptedException {
        BlockingQueue<Runnable> handedOver = new LinkedBlockingQueue<>();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Verdict verdict = new Verdict() {
            @Override
            public void is(@Nullable Account account) {
                told.add(String.valueOf(account));
            }

            @Override
            public void failed(RuntimeException why) {
                told.add(String.valueOf(why.getMessage()));
            }

            @Override
            public void goOn(Runnable rest) {
                handedOver.add(rest);
            }
        };
        backends(elsewhere(), knowing("b")).check("b", SECRET, verdict);

        Runnable rest = Objects.requireNonNull(handedOver.poll(10, TimeUnit.SECONDS));
        assertThat(asked).isEmpty();
        rest.run();
        assertThat(asked).containsExactly("b");
        assertThat(told).containsExactly("Account[b]");
    }
}
