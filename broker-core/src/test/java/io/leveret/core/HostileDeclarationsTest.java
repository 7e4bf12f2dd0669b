package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients may do that is allowed and unusual, or meant to hurt. */
class HostileDeclarationsTest {
    private static final long PLENTY = 1 << 30;

    private final TestVhost vhost = new TestVhost();

    @Test
    void anUnbindWithArgumentsInAnotherOrderIsRecordedAsTheBindWas() {
        FieldTable bound = FieldTable.builder().put("a", "1").put("b", "2").build();
        FieldTable reordered = FieldTable.builder().put("b", "2").put("a", "1").build();
        TestChannel channel = vhost.channel().declareDurable("q");
        channel.bind(new BindingRequest("amq.headers", false, "q", "", bound));
        channel.unbind(new BindingRequest("amq.headers", false, "q", "", reordered));

        List<JournalRecord.Unbound> unbounds = vhost.journal().records().stream()
                .filter(JournalRecord.Unbound.class::isInstance)
                .map(JournalRecord.Unbound.class::cast)
                .toList();
        assertThat(unbounds).hasSize(1);
        assertThat(unbounds.get(0).arguments()).isEqualTo(bound);
    }

    @Test
    void aLongChainOfAutoDeleteExchangesGoesAtOnce() {
        int links = 20_000;
        TestChannel channel = vhost.channel().declare("q");
        for (int i = 0; i < links; i++) {
            channel.exchange(new ExchangeDeclaration("x" + i, "fanout", false, true, true, false, FieldTable.EMPTY));
            if (i > 0) {
                channel.bindExchange("x" + i, "x" + (i - 1), "");
            }
        }
        channel.bind("x0", "q", "").unbind("x0", "q", "");

        assertThat(vhost.hasExchange("x0")).isFalse();
        assertThat(vhost.hasExchange("x" + (links - 1))).isFalse();
    }

    @Test
    void openTransactionsHaveABudgetTogether() {
        TestVhost small = new TestVhost(new VirtualHostLimits(8_000, PLENTY)); // a quarter of it for transactions
        TestChannel one = small.channel().declare("q").txSelect();
        for (int i = 0; i < 8; i++) {
            one.publish("", "q", "" + i);
        }
        one.rollback().forget();
        for (int i = 0; i < 8; i++) {
            one.publish("", "q", "" + i);
        }
        assertThat(one.rollback().events())
                .as("what is rolled back is released")
                .containsExactly("rollback-ok");

        TestConnection other = small.connect();
        for (int number = 1; number <= 10; number++) {
            other.channel(number).txSelect().publish("", "q", "a");
        }
        assertThat(String.join("; ", other.events()))
                .contains("connection: 506 RESOURCE_ERROR - open transactions of vhost '/'");
    }

    @Test
    void aRequesterThatDoesNotReadLosesReplies() {
        TestConnection deaf = vhost.connect(200);
        deaf.channel(1).consumeNoAck("amq.rabbitmq.reply-to", "c");
        TestChannel responder = vhost.channel();
        for (int i = 0; i < 100; i++) {
            responder.publish("", "amq.rabbitmq.reply-to.0000000000000000000001", "answer");
        }
        assertThat(deaf.port().unflushed()).isBetween(200L, 400L);
    }
}
