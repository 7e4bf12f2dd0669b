package io.leveret.dist.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The node ends at each change of its disk (write, force, new file, rename) in turn, in each way in which it can end there. Whatever was confirmed or
 * committed is then in exactly one of its places, whatever was settled is gone, and a transaction is there as a whole or not at all.
 */
class CrashAtEveryWriteTest {
    /** Other seeds turn core and journal in other orders, and tear other sectors. */
    private static final int ROUNDS = Integer.getInteger("leveret.crash.rounds", 1);

    /** With room for what may be under way at the same time. */
    private static final int CHANGES_OF_LARGE_COMMIT = 16;

    private static final long FIRST_SEED = Long.getLong("leveret.crash.seed", 1);

    private final ErrorLog log = new ErrorLog();

    @AfterEach
    void noErrorWasLogged() {
        log.close();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void deadLettersAreWhereTheyMayBe() {
        endAtEveryChange(Scenarios::deadLetters);
    }

    @Test
    void deadLettersThatAreReadBackAreWhereTheyMayBe() {
        endAtEveryChange(Scenarios::deadLettersReadBack);
    }

    @Test
    void transactionsAreThereAsAWholeOrNotAtAll() {
        endAtEveryChange(Scenarios::transactions);
    }

    @Test
    void transactionsThatOverflowAreThereAsAWholeOrNotAtAll() {
        endAtEveryChange(Scenarios::transactionsThatOverflow);
    }

    @Test
    void aTransactionWithMoreDeadLettersThanOneGoIsThereAsAWholeOrNotAtAll() {
        int begin = Run.changesUpToMark(FIRST_SEED, Scenarios::largeTransaction);
        for (int at = begin + 1; at <= begin + CHANGES_OF_LARGE_COMMIT; at++) {
            endAt(FIRST_SEED, Scenarios::largeTransaction, Ending.LOST, at);
        }
    }

    @Test
    void delayedMessagesAreRoutedOnce() {
        endAtEveryChange(Scenarios::delayedMessages);
    }

    @Test
    void purgesAndDeletesLeaveAloneWhatIsOnItsWay() {
        endAtEveryChange(Scenarios::purgesAndDeletes);
    }

    private static void endAtEveryChange(Scenario scenario) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            int changes = Run.changes(seed, scenario);
            for (int at = 1; at <= changes + 1; at++) {
                for (Ending ending : Ending.values()) {
                    endAt(seed, scenario, ending, at);
                }
            }
        }
    }

    private static void endAt(long seed, Scenario scenario, Ending ending, int at) {
        try {
            new Run(seed, ending, at).play(scenario).check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", " + ending + " at change " + at, e);
        }
    }
}
