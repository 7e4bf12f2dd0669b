package io.leveret.dist.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What transcripts leave out, number and merge. */
class TranscriptTest {
    private static final MethodLayout ACK = MethodTable.of("basic.ack");

    private final ChannelLog log = new ChannelLog("a1");

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            log.published();
        }
    }

    private void ack(long tag, boolean multiple) {
        log.received(ACK, Map.of("delivery-tag", tag, "multiple", multiple), "");
    }

    private void confirming() {
        log.sent(MethodTable.of("channel.open"));
        log.sent(MethodTable.of("confirm.select"));
    }

    @Test
    void confirmsOfABatchAreOneLineWhereTheLastOneCame() {
        confirming();
        publish(5);
        ack(2, false);
        log.note("between");
        ack(3, true);
        log.endBatch();
        log.received(MethodTable.of("basic.nack"), Map.of("delivery-tag", 5L, "multiple", true), "");
        assertThat(log.lines()).containsExactly("a1 between", "a1 confirms ack=1,2,3", "a1 confirms nack=4,5");
        assertThat(log.awaitsConfirms()).isFalse();
    }

    @Test
    void tagThatIsConfirmedTwiceIsTold() {
        confirming();
        publish(2);
        ack(1, false);
        ack(1, false);
        assertThat(log.lines()).containsExactly("a1 confirmed again: 1", "a1 confirms ack=1");
        assertThat(log.awaitsConfirms()).isTrue();
    }

    @Test
    void answersToAccessRequestsOfTheScenarioAreShownAndOthersAreNot() {
        MethodLayout answer = MethodTable.of("access.request-ok");
        log.sent(MethodTable.of("channel.open"));
        log.syncSent();
        log.sent(MethodTable.of("access.request"));
        log.received(answer, Map.of("ticket", 1L), "");
        assertThat(log.syncPending()).isFalse();
        log.received(answer, Map.of("ticket", 1L), "");
        assertThat(log.lines()).containsExactly("a1 access.request-ok ticket=1");
    }

    @Test
    void namesOfARunAreRestored() {
        Names names = new Names("t17");
        names.let("tag", "given");
        assertThat(names.expand("a1 m queue=$q other=$q2 tag=$tag cost=5$"))
                .isEqualTo("a1 m queue=t17-q other=t17-q2 tag=given cost=5$");
        assertThat(names.unique()).containsExactly("t17-q", "t17-q2");
        assertThat(Transcript.normalise(List.of("a1 m text=\"no queue 't17-q'\""), names))
                .containsExactly("a1 m text=\"no queue '$q'\"");
    }

    @Test
    void namesMadeByTheBrokerAreNumbered() {
        List<String> lines = List.of(
                "a1 m queue=\"amq.gen-Ab_-0\" tag=\"amq.ctag-x\"",
                "a1 m queue=\"amq.gen-Cd\" reply-to=\"amq.rabbitmq.reply-to.g1/+=.k==\"",
                "a1 m queue=\"amq.gen-Ab_-0\"");
        assertThat(Transcript.normalise(lines, new Names("t1")))
                .containsExactly(
                        "a1 m queue=\"amq.gen-<1>\" tag=\"amq.ctag-<2>\"",
                        "a1 m queue=\"amq.gen-<3>\" reply-to=\"amq.rabbitmq.reply-to.<4>\"",
                        "a1 m queue=\"amq.gen-<1>\"");
    }

    @Test
    void timesNodesAndProductsAreLeftOut() {
        List<String> lines = List.of(
                "a connection.start server-properties={product: \"X\", version: \"1 \"}",
                "a1 basic.deliver headers={x-death: [{count: long:1, time: ts:17}]} timestamp=17",
                "a1 channel.close reply-text=\"down on 'rabbit@host-1' by <0.1.2>\"");
        assertThat(Transcript.normalise(lines, new Names("t1")))
                .containsExactly(
                        "a connection.start server-properties={product: \"<product>\", version: \"<version>\"}",
                        "a1 basic.deliver headers={x-death: [{count: long:1, time: ts:<time>}]} timestamp=17",
                        "a1 channel.close reply-text=\"down on '<node>' by <process>\"");
    }

    @Test
    void differenceShowsWhatIsMissingAndWhatIsTooMuch() {
        assertThat(LineDifference.of(List.of("a", "b", "c"), List.of("a", "x", "c", "d")))
                .isEqualTo("  a\n- b\n+ x\n  c\n+ d\n");
    }
}
