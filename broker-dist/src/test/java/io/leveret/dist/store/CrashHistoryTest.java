package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrashHistoryTest {
    private final CrashHistory history = new CrashHistory();

    @BeforeEach
    void publishFourAndConfirmThree() {
        for (int number = 0; number < 4; number++) {
            history.publishing(0, number);
        }
        for (int number = 0; number < 3; number++) {
            history.confirmed(0, number);
        }
    }

    private List<String> found(long... numbers) {
        return history.compare(List.of(
                LongStream.of(numbers).mapToObj(CrashHistoryTest::message).toList()));
    }

    private static NumberedBody message(long number) {
        return new NumberedBody(0, number, 0);
    }

    @Test
    void whatIsUnconfirmedMayBeThereOrNot() {
        assertThat(found(0, 1, 2)).isEmpty();
    }

    @Test
    void whatWasFoundUnconfirmedMayNotGetLostLater() {
        assertThat(found(0, 1, 2, 3)).isEmpty();
        assertThat(found(0, 1, 2)).containsExactly("0:3 was confirmed and is lost");
    }

    @Test
    void whatWasNotFoundMayNotComeBackLater() {
        assertThat(found(0, 1, 2)).isEmpty();
        assertThat(found(0, 1, 2, 3)).containsExactly("0:3 was settled and is back");
    }

    @Test
    void aConfirmedMessageMayBeGoneWhenItWasAcked() {
        history.acked(message(1));

        assertThat(found(0, 2)).isEmpty();
    }

    @Test
    void anAckedMessageMayComeBackUntilItsAckIsOnDisk() {
        history.acked(message(1));
        assertThat(found(0, 1, 2)).isEmpty();

        history.acked(message(1));
        history.settled(message(1));

        assertThat(found(0, 1, 2)).containsExactly("0:1 was settled and is back");
    }

    @Test
    void whatIsSaidWhileThePowerGoesProvesNothing() {
        history.acked(message(1));
        history.closeUntilCompared();
        history.confirmed(0, 3);
        history.settled(message(1));
        assertThat(found(0, 1, 2)).isEmpty();

        history.acked(message(1));
        history.settled(message(1));
        assertThat(found(0, 1, 2)).as("open again").containsExactly("0:1 was settled and is back");
    }

    @Test
    void aLostMessageIsNoticed() {
        assertThat(found(0, 2)).containsExactly("0:1 was confirmed and is lost");
    }

    @Test
    void orderCopiesAndForeignQueuesAreNoticed() {
        assertThat(found(0, 2, 1)).hasSize(1);
        assertThat(found(0, 1, 1, 2)).hasSize(2);
        assertThat(new CrashHistory().compare(List.of(List.of(), List.of(new NumberedBody(2, 0, 0)))))
                .hasSize(2);
    }

    @Test
    void numbersAreNotUsedAgain() {
        found(0, 1, 2);

        assertThat(history.next(0)).isEqualTo(4);
        assertThat(history.next(1)).isZero();
    }
}
