package io.leveret.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExchangeMemoryTest {
    private static final int LIMIT = 1_000;

    private final ExchangeMemory memory = new ExchangeMemory(() -> LIMIT);

    /** Remembers things of one to some octets. Owner: test. */
    private final class Remembering {
        private final List<Integer> held = new ArrayList<>();
        private final ExchangeMemory.Part part = memory.part(this::forgetOldest);

        void store(int octets) {
            held.add(octets);
            part.hold(octets);
        }

        void forgetOldest() {
            part.release(held.remove(0));
        }

        int octets() {
            return held.stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Test
    void oneAloneMayHoldAllOfIt() {
        Remembering one = new Remembering();
        for (int i = 0; i < 300; i++) {
            one.store(10);
        }
        assertThat(one.octets()).isEqualTo(LIMIT);
        one.store(LIMIT + 1);
        assertThat(one.octets()).as("does not fit at all").isZero();
    }

    @Test
    void whoHoldsTooMuchGivesWayToWhoHoldsLess() {
        Remembering greedy = new Remembering();
        Remembering modest = new Remembering();
        for (int i = 0; i < 300; i++) {
            greedy.store(10);
        }
        for (int i = 0; i < 40; i++) {
            modest.store(10);
        }
        assertThat(modest.octets()).isEqualTo(400);
        assertThat(greedy.octets()).isEqualTo(600);
        for (int i = 0; i < 100; i++) {
            modest.store(10);
        }
        assertThat(modest.octets()).isEqualTo(500);
    }

    @Test
    void whateverIsStoredAndForgottenAllIsWithinTheLimitAndNobodyLosesAnEqualPart() {
        SplittableRandom random = new SplittableRandom(7);
        List<Remembering> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new Remembering());
        }
        Remembering steady = new Remembering();
        steady.store(LIMIT / 21);
        for (int i = 0; i < 20_000; i++) {
            Remembering one = all.get(random.nextInt(all.size()));
            if (random.nextInt(4) == 0 && !one.held.isEmpty()) {
                one.forgetOldest();
            } else {
                one.store(1 + random.nextInt(60));
            }
            assertThat(all.stream().mapToInt(Remembering::octets).sum() + steady.octets())
                    .isLessThanOrEqualTo(LIMIT);
        }
        assertThat(steady.octets()).isEqualTo(LIMIT / 21);
    }
}
