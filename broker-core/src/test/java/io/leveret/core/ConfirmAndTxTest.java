package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publisher confirms, transactions, and answers that wait for the journal. */
class ConfirmAndTxTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();
    private final FakeJournal journal = vhost.journal();

    @BeforeEach
    void declareQueues() {
        channel.declareDurable("d").declare("t").sync().forget();
    }

    // confirms

    @Test
    void aTransientMessageIsConfirmedAtOnceWhereverItGoes() {
        channel.publish("", "t", "before select").confirmSelect().confirmSelect();
        channel.publish("", "t", "m")
                .publish("", "d", "m")
                .publish("", "none", "m")
                .publishPersistent("", "t", "m");

        assertThat(channel.events()).containsExactly("ack 1", "ack 2", "ack 3", "ack 4");
    }

    @Test
    void aPersistentMessageIsConfirmedWhenItIsDurableAndNotBefore() {
        channel.confirmSelect().publishPersistent("", "d", "1").publishPersistent("", "d", "2");
        long first = journal.flushedPosition() - 1;
        assertThat(journal.syncRequested()).isEqualTo(first + 1);
        assertThat(channel.events()).isEmpty();

        journal.durable(first);
        vhost.run();
        assertThat(channel.events()).containsExactly("ack 1");
        journal.durable(first + 1);
        vhost.run();
        assertThat(channel.events()).containsExactly("ack 2");
    }

    @Test
    void oneConfirmAnswersForAllThatBecameDurableTogether() {
        channel.confirmSelect();
        for (int i = 0; i < 5; i++) {
            channel.publishPersistent("", "d", "m");
        }
        channel.publish("", "t", "behind the others");

        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("ack 6 multiple");
    }

    @Test
    void aMessageForSeveralQueuesIsConfirmedOnce() {
        channel.declareDurable("e").bind("amq.fanout", "d", "").bind("amq.fanout", "e", "");
        channel.bind("amq.fanout", "t", "").sync().forget();

        channel.confirmSelect().publishPersistent("amq.fanout", "", "m");

        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("ack 1");
        assertThat(journal.records().get(journal.records().size() - 1))
                .isInstanceOfSatisfying(
                        JournalRecord.Enqueue.class,
                        enqueue -> assertThat(enqueue.queueIds()).hasSize(2));
    }

    @Test
    void aReturnComesBeforeItsConfirm() {
        channel.confirmSelect().publishMandatory("", "none", "m");
        assertThat(channel.events()).containsExactly("return NO_ROUTE m", "ack 1");

        channel.declareDurable("e").publishMandatory("", "none", "m");
        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("declare-ok e 0 0", "return NO_ROUTE m", "ack 2");
    }

    @Test
    void aRefusedPublishHasNoNumber() {
        TestConnection connection = channel.connection();
        channel.confirmSelect().publish("", "t", "m").publish("none", "t", "m");
        assertThat(channel.events())
                .containsExactly("ack 1", "channel: 404 NOT_FOUND - no exchange 'none' in vhost '/'");

        TestChannel again = connection.open(1).confirmSelect().publish("", "t", "m");
        assertThat(again.events()).containsExactly("ack 1");
    }

    @Test
    void aClosedChannelConfirmsNothing() {
        channel.confirmSelect().publishPersistent("", "d", "m").close();
        assertThat(channel.sync().events()).containsExactly("close-ok");

        TestChannel again = channel.connection().open(1).sync();
        assertThat(again.events()).isEmpty();
    }

    // transactions

    @Test
    void aCommitWithMoreDeadLettersThanOneGoIsOneUnit() {
        int many = 1_100;
        FieldTable toDead = FieldTable.builder()
                .put("x-dead-letter-exchange", "")
                .put("x-dead-letter-routing-key", "d")
                .build();
        channel.declareDurable("work", toDead);
        for (int i = 0; i < many; i++) {
            channel.publishPersistent("", "work", "m" + i);
        }
        channel.txSelect().consume("work").sync().forget();
        channel.nack(0, true, false);
        int units = journal.units().size();

        channel.commit();

        assertThat(vhost.queue("d").readyCount()).isEqualTo(many);
        assertThat(journal.units()).hasSize(units + 1);
        assertThat(journal.units().get(units)).hasSize(2 * many);
    }

    @Test
    void nothingHappensBeforeTheCommitAndItIsOneUnit() {
        channel.publishPersistent("", "d", "old").sync().get("d").forget();
        channel.txSelect()
                .txSelect()
                .publishPersistent("", "d", "1")
                .publishPersistent("", "d", "2")
                .ack(1);
        int units = journal.units().size();
        assertThat(vhost.queue("d").readyCount()).isZero();
        assertThat(vhost.queue("d").lengths().unacked()).isEqualTo(1);

        channel.commit();

        assertThat(vhost.queue("d").readyCount()).isEqualTo(2);
        assertThat(vhost.queue("d").lengths().unacked()).isZero();
        assertThat(journal.units()).hasSize(units + 1);
        assertThat(journal.units().get(units))
                .hasExactlyElementsOfTypes(
                        JournalRecord.Enqueue.class, JournalRecord.Enqueue.class, JournalRecord.Settle.class);
    }

    @Test
    void commitOkWaitsForTheJournalAndReturnsComeBeforeIt() {
        channel.txSelect()
                .publishMandatory("", "none", "lost")
                .publishPersistent("", "d", "m")
                .commit();
        assertThat(channel.events()).containsExactly("return NO_ROUTE lost");
        assertThat(journal.syncRequested()).isEqualTo(journal.lastPosition());
        assertThat(channel.sync().events()).containsExactly("commit-ok");

        assertThat(channel.commit().events()).containsExactly("commit-ok");
        assertThat(channel.publish("", "t", "m").commit().events()).containsExactly("commit-ok");
    }

    @Test
    void aRollbackForgetsPublishesAndRestoresTags() {
        channel.publish("", "t", "1")
                .publish("", "t", "2")
                .publish("", "t", "3")
                .consume("t");
        channel.forget().txSelect().publish("", "t", "4");
        channel.ack(2).nack(1, false, true).ack(3);

        assertThat(channel.rollback().events()).containsExactly("rollback-ok");
        assertThat(vhost.queue("t").readyCount()).isZero();
        assertThat(vhost.queue("t").lengths().unacked()).isEqualTo(3);

        channel.nack(3, true, true).commit();
        assertThat(channel.events())
                .containsExactly(
                        "commit-ok",
                        "deliver t 4 1 redelivered",
                        "deliver t 5 2 redelivered",
                        "deliver t 6 3 redelivered");
    }

    @Test
    void anUnknownTagFailsAtOnceInATransactionToo() {
        channel.publish("", "t", "1").get("t").txSelect().ack(1).forget();

        assertThat(channel.ack(1).events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - unknown delivery tag 1");
        assertThat(vhost.queue("t").readyCount()).isEqualTo(1);
    }

    @Test
    void aChannelThatEndsForgetsItsTransaction() {
        channel.publish("", "t", "1")
                .get("t")
                .txSelect()
                .ack(1)
                .publish("", "t", "2")
                .close();
        assertThat(vhost.queue("t").readyCount()).isEqualTo(1);
        assertThat(vhost.queue("t").lengths().unacked()).isZero();

        TestChannel dropped = vhost.channel().get("t").txSelect().ack(1).publish("", "t", "2");
        dropped.connection().drop();
        assertThat(vhost.channel().get("t").events()).containsExactly("get-ok 1 1 left=0 redelivered");
    }

    @Test
    void anExchangeDeletedBeforeTheCommitDropsWhatWasPublishedToIt() {
        channel.exchange("x", "fanout").bind("x", "t", "").forget().txSelect().publishMandatory("x", "", "m");
        vhost.channel().deleteExchange("x", false);

        assertThat(channel.commit().events()).contains("commit-ok");
        assertThat(vhost.queue("t").readyCount()).isZero();
    }

    @Test
    void aTransactionHoldsNoMoreThanItMay() {
        TestVhost small = new TestVhost(new VirtualHostLimits(1 << 20, 1000));
        TestChannel on = small.channel().declare("q").txSelect();
        on.publish("", "q", "x".repeat(500)).publish("", "q", "x".repeat(500));

        assertThat(on.connection().events())
                .singleElement()
                .asString()
                .matches("connection: 506 RESOURCE_ERROR - transaction holds \\d+ bytes, at most 1000 are allowed.*");
        assertThat(small.queue("q").readyCount()).isZero();
    }

    @Test
    void modesDoNotMix() {
        String notTx = "channel: 406 PRECONDITION_FAILED - channel is not transactional";
        assertThat(vhost.channel().commit().events()).containsExactly(notTx);
        assertThat(vhost.channel().rollback().events()).containsExactly(notTx);
        assertThat(vhost.channel().txSelect().confirmSelect().events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - cannot switch from tx to confirm mode");
        assertThat(vhost.channel().confirmSelect().txSelect().events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - cannot switch from confirm to tx mode");
    }

    // answers that wait

    @Test
    void theAnswerToADurableDeclareWaitsAndLaterRepliesStayBehindIt() {
        channel.publish("", "t", "1").publish("", "t", "2");
        channel.declareDurable("e").get("t").consume("t").recover();
        assertThat(channel.events()).isEmpty();
        TestChannel other = channel.connection().channel(2).get("t");
        assertThat(other.events()).containsExactly("get-empty");

        assertThat(channel.sync().events())
                .containsExactly(
                        "declare-ok e 0 0",
                        "get-ok 1 1 left=1",
                        "consume-ok t",
                        "deliver t 2 2",
                        "recover-ok",
                        "deliver t 3 1 redelivered",
                        "deliver t 4 2 redelivered");
    }

    @Test
    void aConfirmDoesNotOvertakeAnAnswerThatWaits() {
        channel.confirmSelect()
                .publishPersistent("", "d", "m")
                .declareDurable("e")
                .publish("", "t", "m");
        journal.durable(journal.lastPosition() - 1);
        vhost.run();

        assertThat(channel.events()).containsExactly("ack 1");
        assertThat(channel.sync().events()).containsExactly("declare-ok e 0 0", "ack 2");
    }

    @Test
    void everyChangeOfDurableThingsIsAnsweredWhenDurable() {
        channel.exchange(new ExchangeDeclaration(
                "x", "direct", false, true, false, false, io.leveret.core.message.FieldTable.EMPTY));
        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("exchange-ok");
        assertThat(channel.bind("x", "d", "k").events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("bind-ok");
        assertThat(channel.bind("x", "d", "k").events()).containsExactly("bind-ok");
        assertThat(channel.bind("x", "t", "k").events()).containsExactly("bind-ok");
        assertThat(channel.unbind("x", "d", "k").events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("unbind-ok");
        assertThat(channel.publishPersistent("", "d", "m").purge("d").events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("purge-ok 1");
        assertThat(channel.delete("d").events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("delete-ok 0");
        assertThat(channel.deleteExchange("x", false).events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("exchange-delete-ok");
    }

    @Test
    void whoDeclaresAgainWhatIsNotYetDurableWaitsToo() {
        channel.declareDurable("e");
        TestChannel other = vhost.channel().declareDurable("e");
        TestChannel passive = vhost.channel().declarePassive("e");

        assertThat(other.events()).isEmpty();
        assertThat(passive.events()).isEmpty();
        vhost.sync();
        assertThat(other.events()).containsExactly("declare-ok e 0 0");
        assertThat(passive.events()).containsExactly("declare-ok e 0 0");
    }

    @Test
    void aTransactionThatAFullQueueRefusesDoesNothing() {
        channel.declare("other")
                .declare(
                        "full",
                        FieldTable.builder()
                                .put("x-max-length", 1)
                                .put("x-overflow", "reject-publish")
                                .build())
                .txSelect()
                .publish("", "other", "a")
                .publish("", "full", "b")
                .commit()
                .publish("", "other", "c")
                .get("full")
                .ack(1)
                .publish("", "full", "d")
                .publish("", "full", "e")
                .forget()
                .commit();
        assertThat(channel.events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - transaction refused as a whole: queue 'full' in"
                        + " vhost '/' is full");
        assertThat(vhost.queue("other").readyCount()).isEqualTo(1);
        assertThat(vhost.queue("full").readyCount())
                .as("its ack did not happen")
                .isEqualTo(1);
    }

    @Test
    void aCommitThatAnExchangeLedIntoAFullQueueIsNotTakenForWhole() {
        channel.exchange("dice", "x-random")
                .declare(
                        "full",
                        FieldTable.builder()
                                .put("x-max-length", 0)
                                .put("x-overflow", "reject-publish")
                                .build())
                .bind("dice", "full", "")
                .txSelect()
                .publish("dice", "", "m")
                .forget()
                .commit();
        assertThat(channel.events()).containsExactly("channel: 406 PRECONDITION_FAILED - partial tx completion");
    }
}
