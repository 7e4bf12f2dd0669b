package io.leveret.core.node;

import static io.leveret.core.node.NodeFixture.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.FakeJournal;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Global parameters, and changes of single limits. */
class NodeParametersTest {
    private static final FieldValue VALUE = FieldValue.of(
            FieldTable.builder().put("list", List.of(FieldValue.of(1L))).build());

    private final NodeFixture it = new NodeFixture();

    private static NodeView view(NodeFixture of) {
        AtomicReference<NodeView> view = new AtomicReference<>();
        of.node.view(view::set);
        of.run();
        return view.get();
    }

    private String put(String name, FieldValue value) {
        return it.change(answer -> it.node.parameters().putGlobal(name, value, answer));
    }

    @Test
    void parametersAreThereAfterACrash() {
        assertThat(put("g", VALUE)).isEqualTo("[done]");
        assertThat(put("h", FieldValue.of("x"))).isEqualTo("[done]");
        it.change(answer -> it.node.parameters().removeGlobal("h", answer));

        NodeView after = view(it.crashAndRecover(new Configured().vhost("/")));
        assertThat(after.globalParameters()).containsExactly(Map.entry("g", VALUE));
    }

    @Test
    void whatIsNotThereCanNotBeRemoved() {
        assertThat(it.change(answer -> it.node.parameters().removeGlobal("g", answer)))
                .isEqualTo("[NOT_FOUND no parameter 'g']");
    }

    @Test
    void whatEarlierVersionsKeptInAVirtualHostMeansNothing() {
        FieldTable value = FieldTable.builder().put("value", VALUE).build();
        FakeJournal journal = new FakeJournal();
        journal.append(new SettingPut(SettingKind.PARAMETER, "/", "4:toola", value));
        journal.append(new SettingPut(SettingKind.GLOBAL_PARAMETER, "", "g", value));
        journal.append(new SettingRemoved(SettingKind.PARAMETER, "/", "4:toola"));
        journal.append(new SettingPut(SettingKind.PARAMETER, "/", "4:toolb", value));

        NodeFixture after = new NodeFixture(journal, new Configured().vhost("/"));
        assertThat(view(after).globalParameters()).containsOnlyKeys("g");
    }

    @Test
    void valuesAndTheirNumberAreBounded() {
        assertThat(put("g", FieldValue.of("x".repeat(Parameters.LARGEST_VALUE))))
                .isEqualTo("[INVALID the value of a parameter has at most 65536 octets]");
        for (int i = 0; i < Parameters.MOST; i++) {
            String name = "p" + i;
            it.ask(answer -> it.node.parameters().putGlobal(name, FieldValue.of(true), answer));
        }
        assertThat(put("g", VALUE)).contains("INVALID a node has at most 10000 global parameters");
        assertThat(put("p1", FieldValue.of(false))).as("another value").contains("done");
        assertThat(put("", FieldValue.of(false))).contains("INVALID the name of a global parameter has 1 to 255");
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
    void ratesOfPublishingAreKept() {
        it.change(answer -> it.node.putUser(account("u"), answer));
        PublishRate rate = new PublishRate(100, -1);
        it.change(answer ->
                it.node.limits().changeUser("u", before -> before.withPublishRate(rate.withBytes(7)), answer));
        it.change(answer -> it.node.limits().changeVhost("/", before -> before.withPublishRate(rate), answer));
        assertThat(it.rates).containsEntry("u", new PublishRate(100, 7)).containsEntry("/", rate);
        NodeFixture again = it.crashAndRecover(new Configured().vhost("/"));
        assertThat(again.rates).containsEntry("u", new PublishRate(100, 7)).containsEntry("/", rate);
    }

    @Test
    void allValuesTogetherAreBounded() {
        FieldValue large = FieldValue.of("x".repeat(65_000));
        int fit = Parameters.MOST_OCTETS / 65_010;
        for (int i = 0; i < fit; i++) {
            String name = "p" + i;
            it.ask(answer -> it.node.parameters().putGlobal(name, large, answer));
        }
        it.sync();
        assertThat(it.answers).containsOnly("done");
        String refused = "INVALID the values of all global parameters have at most 8388608 octets together";
        assertThat(put("g", large)).contains(refused);
        assertThat(put("p0", large)).as("as large as before").isEqualTo("[done]");
        assertThat(put("p1", VALUE)).isEqualTo("[done]");
        assertThat(put("g", large)).as("there is room again").isEqualTo("[done]");
        assertThat(put("h", large)).contains(refused);

        it.change(answer -> it.node.parameters().removeGlobal("p0", answer));
        assertThat(put("h", large)).isEqualTo("[done]");
    }

    @Test
    void whoTriesParametersHearsTheSame() {
        FieldValue tooLarge = FieldValue.of("x".repeat(Parameters.LARGEST_VALUE));
        FieldValue large = FieldValue.of("x".repeat(65_000));
        assertThatThrownBy(() -> Parameters.checkGlobal("g", tooLarge)).hasMessageContaining("at most 65536 octets");
        assertThatThrownBy(() -> Parameters.checkGlobal("", VALUE)).hasMessageContaining("a global parameter");
        Parameters.checkAll(Collections.nCopies(129, large));
        assertThatThrownBy(() -> Parameters.checkAll(Collections.nCopies(130, large)))
                .hasMessageContaining("8388608 octets together");
        assertThatThrownBy(() -> Parameters.checkAll(Collections.nCopies(10_001, VALUE)))
                .hasMessageContaining("at most 10000 global parameters");
    }
}
