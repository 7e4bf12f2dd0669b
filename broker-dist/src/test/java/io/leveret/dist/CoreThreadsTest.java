package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.leveret.amqp.connection.IoLoops;
import io.leveret.core.CoreExecutor;
import org.junit.jupiter.api.Test;

class CoreThreadsTest {
    /** The journal is closed after the cores, and what it syncs last is told to them. */
    @Test
    void whatComesForAStoppedCoreIsDropped() {
        IoLoops io = new IoLoops(1);
        CoreThreads cores = new CoreThreads(io);
        CoreExecutor executor = cores.executor("/");
        cores.close();
        io.close();
        assertThatCode(() -> executor.execute(() -> {})).doesNotThrowAnyException();
    }
}
