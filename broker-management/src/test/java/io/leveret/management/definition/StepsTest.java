package io.leveret.management.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final List<String> happened = new ArrayList<>();
    private final Steps steps = new Steps();

    private void step(String name, boolean fails) {
        steps.add(
                () -> {
                    happened.add(name);
                    return fails ? Future.failedFuture(name) : Future.succeededFuture();
                },
                () -> {
                    happened.add("undo " + name);
                    return Future.succeededFuture();
                });
    }

    @Test
    void changesAreMadeInOrder() {
        step("a", false);
        step("b", false);

        assertThat(steps.run().succeeded()).isTrue();
        assertThat(happened).containsExactly("a", "b");
    }

    @Test
    void afterAFailureAllIsTakenBackTheLastFirst() {
        step("a", false);
        step("b", true);
        step("c", false);

        assertThat(steps.run().cause()).hasMessage("b");
        assertThat(happened).containsExactly("a", "b", "undo b", "undo a");
    }

    @Test
    void manyStepsNeedNoStack() {
        ArrayDeque<Promise<Void>> asked = new ArrayDeque<>(); // each is answered later, as by the node
        for (int i = 0; i < 50_000; i++) {
            steps.add(
                    () -> {
                        Promise<Void> answer = Promise.promise();
                        asked.add(answer);
                        return answer.future();
                    },
                    Future::succeededFuture);
        }
        step("last", true);

        Future<Void> end = steps.run();
        while (!asked.isEmpty()) {
            asked.remove().complete();
        }

        assertThat(end.cause()).hasMessage("last");
    }

    @Test
    void whatIsThrownIsAFailureToo() {
        step("a", false);
        steps.add(
                () -> {
                    throw new IllegalStateException("thrown");
                },
                Future::succeededFuture);

        assertThat(steps.run().cause()).hasMessage("thrown");
        assertThat(happened).containsExactly("a", "undo a");
    }
}
