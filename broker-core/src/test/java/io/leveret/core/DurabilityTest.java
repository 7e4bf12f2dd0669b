package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.journal.Durability;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import org.junit.jupiter.api.Test;

/** What a confirm waits for, where queues say so for themselves. */
class DurabilityTest {
    private final TestVhost vhost = new TestVhost();
    private final FakeJournal journal = vhost.journal();
    private final TestChannel channel = vhost.channel();

    private static FieldTable durability(String word) {
        return FieldTable.builder().put("x-durability", word).build();
    }

    /** On a node of that durability: queues of each kind, bound to amq.fanout by what is asked for. */
    private void declare(Durability nodes, String... bound) {
        journal.durability(nodes);
        channel.declareDurable("default")
                .declareDurable("os", durability("os"))
                .declareDurable("interval", durability("interval"))
                .declareDurable("fsync", durability("fsync"));
        for (String queue : bound) {
            channel.bind("amq.fanout", queue, "");
        }
        channel.confirmSelect().sync().forget();
    }

    private void other() {
        journal.other();
        vhost.run();
    }

    @Test
    void onANodeThatSyncsAWrittenMessageIsConfirmedIfItsQueueWaitsForNoMore() {
        declare(Durability.FSYNC);
        long before = journal.syncRequested();
        for (String queue : new String[] {"os", "interval"}) {
            channel.publishPersistent("", queue, "m");
            assertThat(channel.events()).isEmpty();
            assertThat(journal.requested(Durability.of(queue))).isEqualTo(journal.lastPosition());
            other();
            assertThat(channel.events()).hasSize(1).allMatch(event -> event.startsWith("ack "));
        }
        assertThat(journal.syncRequested()).as("nobody waits for a sync").isEqualTo(before);
    }

    @Test
    void onANodeThatSyncsOtherQueuesWaitForTheSync() {
        declare(Durability.FSYNC);
        for (String queue : new String[] {"default", "fsync"}) {
            channel.publishPersistent("", queue, "m");
            assertThat(journal.syncRequested()).isEqualTo(journal.lastPosition());
            other();
            assertThat(channel.events()).isEmpty();
            assertThat(channel.sync().events()).hasSize(1);
        }
    }

    @Test
    void onANodeThatDoesNotSyncAQueueMayWaitForIt() {
        for (Durability nodes : new Durability[] {Durability.OS, Durability.INTERVAL}) {
            declare(nodes);
            channel.publishPersistent("", "fsync", "m");
            assertThat(journal.requested(Durability.FSYNC)).isEqualTo(journal.lastPosition());
            assertThat(channel.sync().events()).isEmpty();
            other();
            assertThat(channel.events()).hasSize(1);
            for (String queue : new String[] {"default", "os", "interval"}) {
                channel.publishPersistent("", queue, "m");
                assertThat(channel.sync().events()).hasSize(1);
            }
        }
    }

    @Test
    void theDiskIsToHaveWhatAnIntervalQueueTookInTimeWhateverTheNodeSays() {
        declare(Durability.OS);
        channel.publishPersistent("", "interval", "m");
        assertThat(journal.requested(Durability.INTERVAL)).isEqualTo(journal.lastPosition());
    }

    @Test
    void aMessageToSeveralQueuesTakesTheStrictest() {
        declare(Durability.FSYNC, "os", "interval");
        channel.publishPersistent("amq.fanout", "", "m");
        other();
        assertThat(channel.events()).containsExactly("ack 1");
        channel.bind("amq.fanout", "default", "").sync().forget();
        channel.publishPersistent("amq.fanout", "", "m");
        other();
        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("ack 2");
    }

    @Test
    void onANodeThatDoesNotSyncTheStrictestOfSeveralMayBeASync() {
        declare(Durability.OS, "default", "os", "fsync");
        channel.publishPersistent("amq.fanout", "", "m");
        assertThat(channel.sync().events()).isEmpty();
        other();
        assertThat(channel.events()).containsExactly("ack 1");
    }

    @Test
    void aQueueThatStoresNothingOfTheMessageDoesNotCount() {
        declare(Durability.OS, "fsync", "default");
        channel.declare("transient").bind("amq.fanout", "transient", "").sync().forget();
        channel.publish("amq.fanout", "", "not persistent");
        assertThat(channel.events()).containsExactly("ack 1");
        assertThat(journal.requested(Durability.FSYNC)).isZero();
    }

    @Test
    void confirmsLeaveInOrderHoweverLongEachWaits() {
        declare(Durability.FSYNC);
        channel.publishPersistent("", "default", "1").publishPersistent("", "os", "2");
        other();
        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("ack 2 multiple");
    }

    @Test
    void aConfirmDoesNotOvertakeAnAnswerThatWaitsForMore() {
        declare(Durability.FSYNC);
        channel.declareDurable("another").publishPersistent("", "os", "m");
        other();
        assertThat(channel.events()).isEmpty();
        assertThat(channel.sync().events()).containsExactly("declare-ok another 0 0", "ack 1");
    }

    @Test
    void commitsWaitForTheNodesDurability() {
        declare(Durability.FSYNC);
        TestChannel other =
                vhost.channel().txSelect().publishPersistent("", "os", "m").forget();
        other.commit();
        other();
        assertThat(other.events()).isEmpty();
        assertThat(other.sync().events()).containsExactly("commit-ok");
    }

    @Test
    void aPolicyChangesWhatLaterConfirmsWaitFor() {
        declare(Durability.FSYNC);
        FieldTable definition = FieldTable.builder().put("durability", "os").build();
        vhost.loop()
                .control()
                .putPolicy(PolicyLayer.USER, Policy.of("p", ".", ApplyTo.QUEUES, 0, definition), new Answer() {
                    @Override
                    public void done() {}

                    @Override
                    public void refused(ChangeRefusedException why) {
                        throw new AssertionError(why);
                    }
                });
        vhost.sync();
        channel.publishPersistent("", "default", "m");
        other();
        assertThat(channel.events()).containsExactly("ack 1");
        channel.publishPersistent("", "fsync", "the argument wins");
        other();
        assertThat(channel.events()).isEmpty();
    }

    @Test
    void aDurabilityOfAQueueThatKeepsNothingIsRefused() {
        assertThat(channel.declare("q", durability("os")).events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - invalid arg 'x-durability' for non-durable queue"
                        + " 'q' in vhost '/'");
    }

    @Test
    void aDeclarationWithAnotherDurabilityIsRefused() {
        declare(Durability.FSYNC);
        assertThat(channel.declareDurable("os", durability("fsync")).sync().events())
                .singleElement()
                .asString()
                .contains("406 PRECONDITION_FAILED - inequivalent arg 'x-durability'");
    }
}
