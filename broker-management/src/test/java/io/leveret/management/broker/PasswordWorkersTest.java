package io.leveret.management.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PasswordWorkersTest {
    @Test
    void passwordsDoNotWaitForWhatElseTakesLong() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
        CountDownLatch held = new CountDownLatch(1);
        try {
            vertx.executeBlocking(() -> held.await(20, TimeUnit.SECONDS), false);

            String checked = PasswordWorkers.of(vertx)
                    .executeBlocking(() -> Thread.currentThread().getName(), false)
                    .await(10, TimeUnit.SECONDS);

            assertThat(checked).startsWith("password-worker");
        } finally {
            held.countDown();
            vertx.close().await();
        }
    }
}
