package io.leveret.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.TopicPermission;
import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.QueueType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What describes virtual hosts, and what the node shows of them. */
class VhostDescriptionTest {
    private static final VhostDescription DESCRIPTION =
            new VhostDescription("about", List.of("a", "b"), QueueType.QUORUM, true, true);

    private final NodeFixture it = new NodeFixture();

    private static NodeView view(NodeFixture of) {
        AtomicReference<NodeView> view = new AtomicReference<>();
        of.node.view(view::set);
        of.run();
        return view.get();
    }

    @Test
    void anEmptyTableIsNoDescription() {
        assertThat(VhostDescription.of(FieldTable.EMPTY)).isEqualTo(VhostDescription.NONE);
        assertThat(VhostDescription.of(DESCRIPTION.encoded())).isEqualTo(DESCRIPTION);
    }

    @Test
    void aProtectedVirtualHostIsNotDeleted() {
        it.change(answer -> it.node.createVhost("v", DESCRIPTION.encoded(), answer));
        assertThat(it.change(answer -> it.node.deleteVhost("v", answer)))
                .isEqualTo("[PROTECTED Refusing to delete virtual host 'v' because it is protected from deletion]");
        assertThat(it.change(answer -> it.node.descriptions().protect("v", false, answer)))
                .isEqualTo("[done]");
        assertThat(VhostDescription.of(view(it).vhosts().get("v")))
                .isEqualTo(new VhostDescription("about", List.of("a", "b"), QueueType.QUORUM, true, false));
        it.ask(answer -> it.node.deleteVhost("v", answer));
        it.vhostJournals.get("v").durable();
        it.run();
        it.sync();
        assertThat(view(it).vhosts()).containsOnlyKeys("/");
        assertThat(it.change(answer -> it.node.descriptions().protect("v", true, answer)))
                .isEqualTo("[NOT_FOUND no vhost 'v']");
    }

    @Test
    void protectionOutlastsACrash() {
        it.change(answer -> it.node.descriptions().protect("/", true, answer));
        NodeFixture again = it.crashAndRecover(new Configured().vhost("/"));
        assertThat(again.change(answer -> again.node.deleteVhost("/", answer))).contains("PROTECTED");
    }

    @Test
    void rightsOnRoutingKeysAreShownOfUsersThatMayNotEnterToo() {
        it.change(answer -> it.node.putUser(NodeFixture.account("u"), answer));
        TopicPermission topic = new TopicPermission("amq.topic", "a", "b");
        it.change(answer -> it.node.setTopicPermissions("/", "u", topic, answer));
        assertThat(view(it).topicRights()).containsExactly(new TopicRight("/", "u", topic));
        assertThat(view(it).users().get("u").rightsIn("/")).isNull();
    }
}
