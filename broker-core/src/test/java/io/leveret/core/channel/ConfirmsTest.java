package io.leveret.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    private final Confirms confirms = new Confirms();

    private List<Confirm> answers(long durable) {
        return answers(durable, 0);
    }

    private List<Confirm> answers(long durable, long otherwise) {
        List<Confirm> answers = new ArrayList<>();
        int owed = confirms.owed();
        int[] answered = new int[1];
        confirms.answer(durable, otherwise, (confirm, publishes) -> {
            answers.add(confirm);
            answered[0] += publishes;
        });
        assertThat(confirms.owed()).isEqualTo(owed - answered[0]);
        return answers;
    }

    @Test
    void onePublishIsConfirmedAlone() {
        confirms.published(0, 0, false);

        assertThat(answers(0)).containsExactly(new Confirm(1, false, true));
        assertThat(confirms.isEmpty()).isTrue();
    }

    @Test
    void aRunIsConfirmedAtOnce() {
        confirms.published(3, 0, false);
        confirms.published(5, 0, false);
        confirms.published(7, 0, false);

        assertThat(answers(2)).isEmpty();
        assertThat(answers(6)).containsExactly(new Confirm(2, true, true));
        assertThat(answers(7)).containsExactly(new Confirm(3, false, true));
    }

    @Test
    void whatNeedsNotWaitStaysBehindWhatDoes() {
        confirms.published(9, 0, false);
        confirms.published(0, 0, false);

        assertThat(answers(8)).isEmpty();
        assertThat(answers(9)).containsExactly(new Confirm(2, true, true));
    }

    @Test
    void refusedPublishesAreNackedInTheirPlace() {
        confirms.published(0, 0, false);
        confirms.published(Confirms.REFUSED, 0, false);
        confirms.published(Confirms.REFUSED, 0, false);
        confirms.published(0, 0, false);

        assertThat(answers(0))
                .containsExactly(new Confirm(1, false, true), new Confirm(3, true, false), new Confirm(4, false, true));
    }

    @Test
    void eachPublishWaitsInItsOwnSenseAndForThoseBeforeIt() {
        confirms.published(3, 0, true);
        confirms.published(4, 0, false);
        confirms.published(5, 0, true);
        confirms.published(Confirms.REFUSED, 0, false);

        assertThat(answers(9, 2)).isEmpty();
        assertThat(answers(3, 5)).containsExactly(new Confirm(1, false, true));
        assertThat(answers(4, 4)).containsExactly(new Confirm(2, false, true));
        assertThat(answers(0, 5)).containsExactly(new Confirm(3, false, true), new Confirm(4, false, false));
    }

    @Test
    void everyPublishIsAnsweredOnceHoweverManyWait() {
        Random random = new Random(7);
        long position = 0;
        long published = 0;
        long answered = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(3) > 0) {
                position += random.nextInt(2);
                confirms.published(position, 0, false);
                published++;
            } else {
                for (Confirm confirm : answers(position - random.nextInt(40))) {
                    assertThat(confirm.deliveryTag()).isGreaterThan(answered);
                    assertThat(confirm.multiple()).isEqualTo(confirm.deliveryTag() > answered + 1);
                    answered = confirm.deliveryTag();
                }
            }
        }
        assertThat(answers(position).stream()
                        .mapToLong(Confirm::deliveryTag)
                        .max()
                        .orElse(answered))
                .isEqualTo(published);
        assertThat(confirms.isEmpty()).isTrue();
    }
}
