package io.leveret.dist.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {
    private final LogTail tail = new LogTail();
    private final Logger logger = new LoggerContext().getLogger("some.Logger");

    LogTailTest() {
        tail.setContext(logger.getLoggerContext());
        tail.start();
        logger.addAppender(tail);
    }

    @Test
    void linesAreNumberedAndFoundByLevel() {
        logger.info("one {}", 1);
        logger.warn("two");
        logger.debug("three");
        assertThat(tail.last()).isEqualTo(3);
        assertThat(tail.lines(0, Level.INFO)).extracting(LogLine::message).containsExactly("one 1", "two");
        assertThat(tail.lines(1, Level.DEBUG)).extracting(LogLine::number).containsExactly(2L, 3L);
        assertThat(tail.lines(0, Level.ERROR)).isEmpty();
        assertThat(tail.lines(0, Level.INFO).get(0).logger()).isEqualTo("some.Logger");
    }

    @Test
    void onlyTheLastThousandAreKept() {
        for (int i = 1; i <= 1500; i++) {
            logger.info("line {}", i);
        }
        List<LogLine> lines = tail.lines(0, Level.TRACE);
        assertThat(lines).hasSize(1000);
        assertThat(lines.get(0).number()).isEqualTo(501);
        assertThat(lines.get(0).message()).isEqualTo("line 501");
    }

    @Test
    void aFailureIsShownWithItsStackAndNoMessageIsEndless() {
        logger.error("oh", new IllegalStateException("why"));
        logger.info("x".repeat(100_000));
        List<LogLine> lines = tail.lines(0, Level.INFO);
        assertThat(lines.get(0).message()).contains("oh", "IllegalStateException: why", "LogTailTest");
        assertThat(lines.get(1).message()).hasSize(8195);
    }

    @Test
    void whoWaitsIsWokenOnceByTheNextLine() {
        List<String> woken = new ArrayList<>();
        tail.whenMore(0, () -> woken.add("first"));
        assertThat(woken).isEmpty();
        logger.info("a");
        logger.info("b");
        assertThat(woken).containsExactly("first");
        tail.whenMore(1, () -> woken.add("at once"));
        assertThat(woken).containsExactly("first", "at once");
    }

    @Test
    void ofVeryManyWhoWaitTheFirstAreWokenInVain() {
        List<Integer> woken = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            tail.whenMore(0, () -> woken.add(number));
        }
        assertThat(woken).hasSize(256);
    }
}
