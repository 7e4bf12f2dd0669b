package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.view.PolicyMatches;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy would be for. */
class PolicySearchTest {
    private final TestVhost vhost = new TestVhost();

    private PolicyMatches matches(String pattern, ApplyTo applyTo) {
        List<PolicyMatches> found = new ArrayList<>();
        vhost.loop().reader().matches(Policy.of("p", pattern, applyTo, 0, FieldTable.EMPTY), found::add);
        vhost.run();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void theFirstNamesAreToldAndAllAreCounted() {
        TestChannel channel = vhost.channel();
        for (int i = 0; i < 300; i++) {
            channel.declare("q" + i);
        }
        channel.declare("other").exchange("qx", "fanout");
        PolicyMatches all = matches("^q", ApplyTo.ALL);
        assertThat(all.queueCount()).isEqualTo(300);
        assertThat(all.queues()).hasSize(50).startsWith("q0", "q1");
        assertThat(all.exchanges()).containsExactly("qx");
        assertThat(all.exchangeCount()).isEqualTo(1);
        assertThat(all.problem()).isNull();
        assertThat(matches("^q", ApplyTo.EXCHANGES).queueCount()).isZero();
        assertThat(matches("^q", ApplyTo.QUORUM_QUEUES).queueCount()).isZero();
        assertThat(vhost.queue("q0").policy()).as("nothing is applied").isNull();
    }

    @Test
    void aPatternThatTakesTooLongIsGivenUp() {
        String name = "a".repeat(255);
        vhost.channel().declare(name);
        assertThat(matches("a*a*a*a*a*b", ApplyTo.QUEUES).problem())
                .isEqualTo("the pattern takes too many steps for the name '" + name + "'");
    }
}
