package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Account;
import io.leveret.core.event.EventListener;
import io.leveret.core.message.Octets;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AuthWorkerTest {
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final CountDownLatch checking = new CountDownLatch(1);

    /** As a hash does, it takes its time whatever others want. */
    private @Nullable Account check() {
        checking.countDown();
        long began = System.nanoTime();
        while (System.nanoTime() - began < CHECK_NANOS) {
            Thread.onSpinWait();
        }
        return null;
    }

    @Test
    void itsEndWaitsForThePasswordThatIsBeingChecked() throws InterruptedException {
        AuthWorker worker = new AuthWorker((name, password) -> check(), 1, EventListener.NONE);
        Octets response = Octets.of("\0guest\0wrong".getBytes(StandardCharsets.UTF_8));
        Future<@Nullable Account> answer =
                worker.authenticate(Credentials.of("PLAIN", response), new EmbeddedChannel());
        checking.await();

        worker.close();

        assertThat(answer.isDone()).isTrue();
    }
}
