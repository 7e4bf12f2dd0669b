package io.leveret.core.node;

import static io.leveret.core.node.NodeFixture.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Parameters, and changes of single limits. */
class NodeParametersTest {
    private static final ParameterName NAME = new ParameterName("/", "tool:1", "a");
    private static final FieldValue VALUE = FieldValue.of(
            FieldTable.builder().put("list", List.of(FieldValue.of(1L))).build());

    private final NodeFixture it = new NodeFixture();

    private static NodeView view(NodeFixture of) {
        AtomicReference<NodeView> view = new AtomicReference<>();
        of.node.view(view::set);
        of.run();
        return view.get();
    }

    private String put(ParameterName name, FieldValue value) {
        return it.change(answer -> it.node.parameters().put(name, value, answer));
    }

    private String putGlobal(String name, FieldValue value) {
        return it.change(answer -> it.node.parameters().putGlobal(name, value, answer));
    }

    @Test
    void parametersAreThereAfterACrash() {
        assertThat(put(NAME, VALUE)).isEqualTo("[done]");
        assertThat(put(new ParameterName("/", "tool", "gone"), VALUE)).isEqualTo("[done]");
        assertThat(putGlobal("g", FieldValue.of("x"))).isEqualTo("[done]");
        assertThat(putGlobal("h", FieldValue.of("x"))).isEqualTo("[done]");
        it.change(answer -> it.node.parameters().remove(new ParameterName("/", "tool", "gone"), answer));
        it.change(answer -> it.node.parameters().removeGlobal("h", answer));

        NodeView after = view(it.crashAndRecover(new Configured().vhost("/")));
        assertThat(after.parameters()).containsExactly(Map.entry(NAME, VALUE));
        assertThat(after.globalParameters()).containsExactly(Map.entry("g", FieldValue.of("x")));
    }

    @Test
    void whatIsNotThereCanNotBeRemoved() {
        assertThat(it.change(answer -> it.node.parameters().remove(NAME, answer)))
                .isEqualTo("[NOT_FOUND no parameter 'a']");
        assertThat(it.change(answer -> it.node.parameters().removeGlobal("g", answer)))
                .isEqualTo("[NOT_FOUND no parameter 'g']");
        assertThat(put(new ParameterName("nowhere", "c", "n"), VALUE)).isEqualTo("[NOT_FOUND no vhost 'nowhere']");
    }

    @Test
    void parametersGoWithTheirVirtualHost() {
        it.change(answer -> it.node.createVhost("v", FieldTable.EMPTY, answer));
        put(new ParameterName("v", "tool", "a"), VALUE);
        put(NAME, VALUE);
        it.ask(answer -> it.node.deleteVhost("v", answer));
        it.vhostJournals.get("v").durable();
        it.run();
        it.sync();
        assertThat(view(it).parameters()).containsOnlyKeys(NAME);
        assertThat(view(it.crashAndRecover(new Configured().vhost("/"))).parameters())
                .containsOnlyKeys(NAME);
    }

    @Test
    void valuesAndTheirNumberAreBounded() {
        assertThat(putGlobal("g", FieldValue.of("x".repeat(Parameters.LARGEST_VALUE))))
                .isEqualTo("[INVALID the value of a parameter has at most 65536 octets]");
        for (int i = 0; i < Parameters.MOST; i++) {
            String name = "p" + i;
            it.ask(answer -> it.node.parameters().putGlobal(name, FieldValue.of(true), answer));
        }
        assertThat(put(NAME, VALUE)).contains("INVALID a node has at most 10000 parameters, global ones included");
        assertThat(putGlobal("p1", FieldValue.of(false))).as("another value").contains("done");
        assertThat(putGlobal("", FieldValue.of(false))).contains("INVALID the name of a global parameter has 1 to 255");
    }

    @Test
    void aSingleLimitLeavesTheOthersAsTheyAre() {
        it.change(answer -> it.node.putUser(account("u"), answer));
        it.change(answer -> it.node.limits().setUser("u", new UserLimits(1, 2), answer));
        it.ask(answer -> it.node.limits().changeUser("u", before -> new UserLimits(7, before.maxChannels()), answer));
        it.ask(answer ->
                it.node.limits().changeUser("u", before -> new UserLimits(before.maxConnections(), 9), answer));
        it.ask(answer -> it.node.limits().changeVhost("/", before -> new VhostLimits(3, before.maxQueues()), answer));
        NodeView view = view(it);
        assertThat(view.userLimits()).containsEntry("u", new UserLimits(7, 9));
        assertThat(view.vhostLimits()).containsEntry("/", new VhostLimits(3, -1));
        assertThat(it.quotas).containsEntry("u", 9L);
    }

    @Test
    void allValuesTogetherAreBounded() {
        FieldValue large = FieldValue.of("x".repeat(65_000));
        it.change(answer -> it.node.createVhost("v", FieldTable.EMPTY, answer));
        int fit = Parameters.MOST_OCTETS / 65_010;
        for (int i = 0; i < fit; i++) {
            String name = "p" + i;
            it.ask(answer -> it.node.parameters().put(new ParameterName("v", "tool", name), large, answer));
        }
        it.sync();
        assertThat(it.answers).containsOnly("done");
        String refused = "INVALID the values of all parameters of a node have at most 8388608 octets together";
        assertThat(put(NAME, large)).contains(refused);
        assertThat(putGlobal("g", large)).contains(refused);
        assertThat(put(new ParameterName("v", "tool", "p0"), large))
                .as("as large as before")
                .isEqualTo("[done]");
        assertThat(put(new ParameterName("v", "tool", "p1"), VALUE)).isEqualTo("[done]");
        assertThat(putGlobal("g", large)).as("there is room again").isEqualTo("[done]");
        assertThat(put(NAME, large)).contains(refused);

        it.ask(answer -> it.node.deleteVhost("v", answer));
        it.vhostJournals.get("v").durable();
        it.run();
        it.sync();
        assertThat(put(NAME, large)).isEqualTo("[done]");
    }

    @Test
    void whoTriesParametersHearsTheSame() {
        FieldValue tooLarge = FieldValue.of("x".repeat(Parameters.LARGEST_VALUE));
        FieldValue large = FieldValue.of("x".repeat(65_000));
        assertThatThrownBy(() -> Parameters.check(NAME, tooLarge)).hasMessageContaining("at most 65536 octets");
        assertThatThrownBy(() -> Parameters.check(new ParameterName("/", "", "a"), VALUE))
                .hasMessageContaining("the name of a component");
        assertThatThrownBy(() -> Parameters.checkGlobal("", VALUE)).hasMessageContaining("a global parameter");
        Parameters.checkAll(Collections.nCopies(64, large), Collections.nCopies(64, large));
        assertThatThrownBy(() -> Parameters.checkAll(Collections.nCopies(65, large), Collections.nCopies(65, large)))
                .hasMessageContaining("8388608 octets together");
        assertThatThrownBy(() -> Parameters.checkAll(Collections.nCopies(10_000, VALUE), List.of(VALUE)))
                .hasMessageContaining("at most 10000 parameters");
    }
}
