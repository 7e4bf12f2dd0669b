package io.leveret.management.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
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
}
