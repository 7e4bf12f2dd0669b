package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final FieldTable LENGTH =
            FieldTable.builder().put("max-length", 5).build();
    private static final FieldTable ALTERNATE =
            FieldTable.builder().put("alternate-exchange", "amq.fanout").build();

    private final List<String> answers = new ArrayList<>();
    private TestVhost vhost = new TestVhost();

    private final Answer answer = new Answer() {
        @Override
        public void done() {
            answers.add("done");
        }

        @Override
        public void refused(ChangeRefusedException why) {
            answers.add(why.getMessage());
        }
    };

    private static Policy policy(String name, String pattern, int priority) {
        return Policy.of(name, pattern, ApplyTo.ALL, priority, LENGTH);
    }

    private List<String> put(PolicyLayer layer, Policy policy) {
        answers.clear();
        vhost.loop().control().putPolicy(layer, policy, answer);
        vhost.sync();
        return answers;
    }

    private void put(Policy policy) {
        assertThat(put(PolicyLayer.USER, policy)).containsExactly("done");
    }

    private void delete(String name) {
        answers.clear();
        vhost.loop().control().deletePolicy(PolicyLayer.USER, name, answer);
        vhost.sync();
        assertThat(answers).containsExactly("done");
    }

    private String policyOf(String queue) {
        Policy policy = vhost.queue(queue).policy();
        return policy == null ? "none" : policy.name();
    }

    @Test
    void ofThePoliciesThatMatchTheOneWithTheHighestPriorityApplies() {
        vhost.channel().declare("qa").declare("qb");
        put(policy("low", "^q", 1));
        put(policy("high", "a$", 3));
        put(policy("middle", "^q", 2));
        assertThat(policyOf("qa")).isEqualTo("high");
        assertThat(policyOf("qb")).isEqualTo("middle");
        List<String> names = new ArrayList<>();
        vhost.loop().reader().policies(PolicyLayer.USER, all -> all.forEach(policy -> names.add(policy.name())));
        vhost.run();
        assertThat(names).containsExactly("high", "middle", "low");
        vhost.channel().declare("qc").declare("other");
        assertThat(policyOf("qc")).as("a new queue").isEqualTo("middle");
        assertThat(policyOf("other")).isEqualTo("none");
    }

    @Test
    void whatIsTakenAwayUncoversTheNext() {
        vhost.channel().declare("q");
        put(policy("b", "q", 2));
        put(policy("a", "q", 1));
        put(policy("c", "q", 1));
        delete("b");
        assertThat(policyOf("q")).as("with equal priorities the first by name").isEqualTo("a");
        put(policy("a", "x", 1));
        assertThat(policyOf("q")).as("a no longer matches").isEqualTo("c");
        put(policy("c", "q", 0));
        put(policy("a", "q", 0));
        assertThat(policyOf("q")).isEqualTo("a");
        delete("a");
        delete("c");
        assertThat(policyOf("q")).isEqualTo("none");
    }

    @Test
    void aNewDefinitionArrives() {
        vhost.channel().declare("q");
        put(policy("p", "q", 0));
        FieldTable longer = FieldTable.builder().put("max-length", 6).build();
        put(Policy.of("p", "q", ApplyTo.QUEUES, 0, longer));
        assertThat(vhost.queue("q").policy().definition()).isEqualTo(longer);
    }

    @Test
    void theOperatorsPolicyIsALayerOfItsOwn() {
        vhost.channel().declare("q");
        put(policy("p", "q", 0));
        assertThat(put(PolicyLayer.OPERATOR, policy("o", "q", 0))).containsExactly("done");
        assertThat(policyOf("q")).isEqualTo("p");
        assertThat(vhost.queue("q").operatorPolicy().name()).isEqualTo("o");
        delete("p");
        assertThat(vhost.queue("q").operatorPolicy().name()).isEqualTo("o");
    }

    @Test
    void policiesKeepToTheirKind() {
        vhost.channel().declare("n").exchange("n", "direct");
        put(Policy.of("p", "n", ApplyTo.EXCHANGES, 0, ALTERNATE));
        assertThat(policyOf("n")).isEqualTo("none");
        assertThat(vhost.vhost().topology().exchange("n").policy()).isNotNull();
        put(Policy.of("p", "n", ApplyTo.CLASSIC_QUEUES, 0, ALTERNATE));
        assertThat(policyOf("n")).isEqualTo("p");
        assertThat(vhost.vhost().topology().exchange("n").policy()).isNull();
        put(Policy.of("p", "n", ApplyTo.STREAMS, 0, ALTERNATE));
        assertThat(policyOf("n")).isEqualTo("none");
    }

    @Test
    void anAlternateExchangeByPolicyTakesWhatFindsNoWay() {
        TestChannel channel = vhost.channel().declare("lost").bind("amq.fanout", "lost", "");
        channel.exchange("x", "direct");
        FieldTable own =
                FieldTable.builder().put("alternate-exchange", "amq.topic").build();
        channel.exchange("y", "direct", own);
        put(Policy.of("p", "^[xy]$", ApplyTo.EXCHANGES, 0, ALTERNATE));
        channel.publish("x", "k", "1").publish("x", "k", "2");
        assertThat(vhost.queue("lost").readyCount()).isEqualTo(2);
        channel.publish("y", "k", "3");
        assertThat(vhost.queue("lost").readyCount())
                .as("the argument beats the policy")
                .isEqualTo(2);
        delete("p");
        channel.publish("x", "k", "4");
        assertThat(vhost.queue("lost").readyCount()).isEqualTo(2);
    }

    @Test
    void whatWasAnsweredIsThereAfterACrash() {
        vhost.channel().declareDurable("q");
        put(policy("kept", "q", 5));
        put(policy("gone", "q", 7));
        delete("gone");
        assertThat(put(PolicyLayer.OPERATOR, policy("o", "^", 1))).containsExactly("done");
        answers.clear();
        vhost.loop().control().putPolicy(PolicyLayer.USER, policy("late", "q", 9), answer);
        vhost.run();
        assertThat(policyOf("q")).as("counts at once").isEqualTo("late");
        assertThat(answers).as("and is answered when it is durable").isEmpty();
        vhost = vhost.crashAndRecover();
        assertThat(policyOf("q")).isEqualTo("kept");
        assertThat(vhost.queue("q").policy()).isEqualTo(policy("kept", "q", 5));
        assertThat(vhost.queue("q").operatorPolicy().name()).isEqualTo("o");
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() {
        vhost.channel().declare("a".repeat(255));
        assertThat(put(PolicyLayer.USER, Policy.of("p", "a*a*a*a*a*b", ApplyTo.ALL, 0, LENGTH)))
                .first()
                .asString()
                .startsWith("the pattern takes too many steps for the name 'aaa");
        assertThat(put(PolicyLayer.OPERATOR, Policy.of("p", "a", ApplyTo.ALL, 0, ALTERNATE)))
                .singleElement()
                .asString()
                .startsWith("Validation failed\n\n[{<<\"alternate-exchange\">>,");
        answers.clear();
        vhost.loop().control().deletePolicy(PolicyLayer.USER, "p", answer);
        vhost.sync();
        assertThat(answers).containsExactly("no policy 'p' in vhost '/'");
        assertThat(vhost.journal().records()).isEmpty();
        assertThat(policyOf("a".repeat(255))).isEqualTo("none");
    }

    @Test
    void aPatternThatTakesTooManyStepsForAllNamesTogetherIsRefusedAndChangesNothing() {
        TestChannel channel = vhost.channel();
        String name = "q".repeat(240);
        for (int i = 0; i < 2_000; i++) {
            channel.declare(name + i);
        }
        assertThat(put(PolicyLayer.USER, policy("p", "[a-z]*[0-9]*-dead", 0)))
                .singleElement()
                .asString()
                .startsWith("the pattern takes too many steps for all names together");
        assertThat(policyOf(name + 7)).isEqualTo("none");
        put(policy("p", ".*7$", 0));
        assertThat(policyOf(name + 7)).isEqualTo("p");
    }
}
