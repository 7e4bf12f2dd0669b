package io.leveret.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.intake.Doorbell;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    private boolean hang() {
        begun.countDown();
        try {
            answered.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    @Test
    void aThreadThatHangsIsNotWaitedForLongerThanTold() throws InterruptedException {
        WorkerLoop loop =
                new WorkerLoop(new Task("hanging", this::hang), new Doorbell(), new Failure((message, cause) -> {}));
        loop.start();
        begun.await();
        assertThat(loop.stopWithin(20)).isFalse();
        answered.countDown();
        assertThat(loop.stopWithin(10_000)).isTrue();
    }
}
