package io.leveret.dist.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadProgressTest {
    private final StringWriter said = new StringWriter();
    private long nanos;

    @Test
    void whatTakesLongIsToldEveryThreeSeconds() {
        ReadProgress progress = new ReadProgress(() -> nanos, new PrintWriter(said, true));
        for (int second = 0; second < 7; second++) {
            progress.read(512 << 20);
            nanos += TimeUnit.SECONDS.toNanos(1);
        }
        assertThat(said.toString().lines())
                .containsExactly("leveret-store: 2,048 MiB read", "leveret-store: 3,584 MiB read");
    }
}
