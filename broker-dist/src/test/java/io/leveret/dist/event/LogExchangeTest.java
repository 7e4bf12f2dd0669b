package io.leveret.dist.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.leveret.core.Announcer;
import io.leveret.core.TestChannel;
import io.leveret.core.TestVhost;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test's thread is the core's. */
class LogExchangeTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();
    private final LoggerContext logging = new LoggerContext();
    private long nanos = -1;
    private final LogExchange lines = new LogExchange("leveret@test", () -> nanos);

    @BeforeEach
    void start() {
        channel.declare("lines");
        lines.setContext(logging);
        lines.start();
        lines.open(vhost.loop().announcer());
        vhost.run();
    }

    private void bind() {
        channel.bind(Announcer.LOG, "lines", "#");
        log();
        vhost.run();
        assertThat(published()).isEqualTo(1);
    }

    private void log() {
        lines.doAppend(new LoggingEvent("", logging.getLogger("a"), Level.ERROR, "a defect", null, null));
    }

    private long published() {
        return vhost.queue("lines").readyCount();
    }

    /** Each turn in which a line is delivered logs another. */
    private void aDefectInTheTurns() {
        long before = 0;
        for (int turns = 0; published() > before && turns < 10_000; turns++) {
            before = published();
            log();
            vhost.run();
        }
    }

    @Test
    void aDefectThatIsLoggedForEachLineIsNoEndlessLoop() {
        bind();
        aDefectInTheTurns();
        assertThat(published()).isEqualTo(1 + LogExchange.MOST_OF_CORE);
        assertThat(lines.dropped()).isEqualTo(1);

        nanos += TimeUnit.SECONDS.toNanos(1);
        log();
        vhost.run();
        assertThat(published()).isEqualTo(2 + LogExchange.MOST_OF_CORE);
    }

    @Test
    void aNameThatAClientChoseBeginsNoLineOfItsOwn() {
        bind();
        channel.forget();
        lines.doAppend(new LoggingEvent(
                "", logging.getLogger("a"), Level.WARN, "refused user=a\n2026 [ERROR] forged", null, null));
        vhost.run();
        channel.get("lines", true).get("lines", true);

        assertThat(channel.events().toString()).contains("refused user=a?2026 [ERROR] forged");
    }

    @Test
    void linesOfOthersHaveABoundToo() throws InterruptedException {
        bind();
        Thread other = new Thread(() -> {
            for (int i = 0; i < 3 * LogExchange.MOST; i++) {
                log();
            }
        });
        other.start();
        other.join();
        vhost.run();
        assertThat(published()).isEqualTo(LogExchange.MOST);
        assertThat(lines.dropped()).isEqualTo(2L * LogExchange.MOST + 1);
    }

    @Test
    void whatNobodyWantsIsNotCountedAsDropped() {
        for (int i = 0; i < 3 * LogExchange.MOST; i++) {
            log();
        }
        vhost.run();
        assertThat(lines.dropped()).isZero();
    }
}
