package io.leveret.dist.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RollCallTest {
    private final List<Collection<Integer>> done = new ArrayList<>();
    private final RollCall<Integer> calls = new RollCall<>(Runnable::run, done::add);
    private final Answering a = new Answering("a");
    private final Answering b = new Answering("b");

    /** Keeps the questions until the test has it answer. */
    private static final class Answering {
        private final String name;
        private final List<Consumer<Integer>> questions = new ArrayList<>();

        Answering(String name) {
            this.name = name;
        }

        RollCall.Asked<Integer> asked() {
            return new RollCall.Asked<>(this, name, questions::add);
        }

        void answer(int value) {
            questions.remove(0).accept(value);
        }
    }

    @Test
    void itIsDoneWhenAllHaveAnswered() {
        calls.begin(List.of(a.asked(), b.asked()));
        a.answer(1);
        assertThat(done).isEmpty();
        b.answer(2);

        assertThat(done).hasSize(1);
        assertThat(done.get(0)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whoOwesAnAnswerIsNotAskedAgainAndKeepsItFromBeingDone() {
        for (int i = 0; i < 3; i++) {
            calls.begin(List.of(a.asked(), b.asked()));
            a.answer(i);
        }

        assertThat(b.questions).hasSize(1);
        assertThat(calls.owing()).containsExactly("b");
        assertThat(done).isEmpty();
        b.answer(7);
        assertThat(done).hasSize(1);
        assertThat(done.get(0)).containsExactlyInAnyOrder(2, 7);
    }

    @Test
    void whoIsGoneOwesNothingAndItsLateAnswerIsNotCounted() {
        calls.begin(List.of(a.asked(), b.asked()));
        a.answer(1);
        calls.begin(List.of(a.asked()));
        b.answer(2);
        assertThat(done).isEmpty();
        a.answer(3);

        assertThat(done).hasSize(1);
        assertThat(done.get(0)).containsExactly(3);
    }
}
