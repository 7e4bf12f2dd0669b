package io.leveret.core.node;

import static io.leveret.core.node.NodeFixture.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NodeTest {
    private final NodeFixture it = new NodeFixture();

    private static NodeView view(NodeFixture of) {
        AtomicReference<NodeView> view = new AtomicReference<>();
        of.node.view(view::set);
        of.run();
        return view.get();
    }

    private void putUser(String name) {
        assertThat(it.change(answer -> it.node.putUser(account(name), answer))).isEqualTo("[done]");
    }

    private void createVhost(String name) {
        assertThat(it.change(answer -> it.node.createVhost(name, FieldTable.EMPTY, answer)))
                .isEqualTo("[done]");
    }

    private void permit(String vhost, String user) {
        assertThat(it.change(answer -> it.node.setPermissions(vhost, user, Permissions.ALL, answer)))
                .isEqualTo("[done]");
    }

    @Test
    void theFileCountsWithoutBeingJournaledButForItsVirtualHosts() {
        assertThat(it.accounts).containsOnlyKeys("guest");
        assertThat(it.enter("guest", "/").entry).isNotNull();
        assertThat(it.journal.records())
                .containsExactly(new JournalRecord.SettingPut(SettingKind.VHOST, "", "/", FieldTable.EMPTY));
    }

    @Test
    void aChangeCountsAtOnceAndIsAnsweredWhenItIsDurable() {
        it.ask(answer -> it.node.putUser(account("u"), answer));
        assertThat(it.accounts).containsKey("u");
        assertThat(it.answers).isEmpty();
        it.sync();
        assertThat(it.answers).containsExactly("done");
    }

    @Test
    void whatWasAnsweredIsThereAfterACrashAndTheFileWinsForWhatItNames() {
        putUser("u");
        createVhost("v");
        permit("v", "u");
        permit("v", "guest");
        assertThat(it.change(answer -> it.node.setPermissions("/", "guest", Permissions.NONE, answer)))
                .isEqualTo("[done]");
        TopicPermission topic = new TopicPermission("x:1", "^a", "^b");
        assertThat(it.change(answer -> it.node.setTopicPermissions("v", "u", topic, answer)))
                .isEqualTo("[done]");
        assertThat(it.change(answer -> it.node.limits().setUser("u", new UserLimits(1, 2), answer)))
                .isEqualTo("[done]");
        it.ask(answer -> it.node.putUser(account("late"), answer));

        NodeFixture again = it.crashAndRecover(
                new Configured().vhost("/").user(account("guest")).permission("/", "guest", Permissions.ALL));
        NodeView view = view(again);
        assertThat(view.accounts()).containsOnlyKeys("guest", "u");
        assertThat(view.accounts().get("u")).isEqualTo(account("u"));
        assertThat(view.vhosts()).containsOnlyKeys("/", "v");
        assertThat(view.users().get("u").rightsIn("v").topics()).containsEntry("x:1", topic);
        assertThat(view.users().get("guest").rightsIn("v"))
                .as("not in the file")
                .isNotNull();
        assertThat(view.users().get("guest").rightsIn("/").permissions()).isEqualTo(Permissions.ALL);
        assertThat(again.quotas).containsEntry("u", 2L);
        assertThat(again.enter("u", "v").entry).isNotNull();
    }

    @Test
    void aUserThatTheFileNamesNoLongerLeavesNothingBehind() {
        createVhost("v");
        permit("v", "guest");
        NodeFixture again = it.crashAndRecover(new Configured().vhost("/"));
        again.sync();
        assertThat(again.accounts).isEmpty();
        assertThat(again.change(answer -> again.node.putUser(account("guest"), answer)))
                .isEqualTo("[done]");
        assertThat(again.enter("guest", "v").refusal).contains("access to vhost 'v' refused for user 'guest'");
        assertThat(again.enter("guest", "/").refusal).contains("access to vhost '/' refused for user 'guest'");
    }

    @Test
    void aUserOfTheFileThatWasChangedAtRunTimeGoesWhenTheFileNamesItNoLonger() {
        putUser("guest");
        permit("/", "guest");
        createVhost("v");
        permit("v", "guest");
        assertThat(it.crashAndRecover(new Configured().vhost("/")).accounts).isEmpty();
    }

    @Test
    void aUserThatWasMadeBeforeTheFileNamedItGoesWithItsLineToo() {
        putUser("u");
        permit("/", "u");
        NodeFixture named = it.crashAndRecover(
                new Configured().vhost("/").user(account("u")).permission("/", "u", Permissions.ALL));
        assertThat(named.enter("u", "/").entry).isNotNull();
        named.sync();
        NodeFixture again = named.crashAndRecover(new Configured().vhost("/"));
        assertThat(again.accounts).isEmpty();
        assertThat(again.change(answer -> again.node.putUser(account("u"), answer)))
                .isEqualTo("[done]");
        assertThat(again.enter("u", "/").refusal).contains("refused");
    }

    @Test
    void aPermissionThatTheFileTakesAwayIsGoneThoughItWasChangedAtRunTime() {
        permit("/", "guest");
        NodeFixture again = it.crashAndRecover(new Configured().vhost("/").user(account("guest")));
        assertThat(again.enter("guest", "/").refusal).contains("refused");
    }

    @Test
    void aUserOfTheFileThatIsDeletedIsBackAtTheNextStart() {
        createVhost("v");
        permit("v", "guest");
        assertThat(it.change(answer -> it.node.deleteUser("guest", answer))).isEqualTo("[done]");
        assertThat(it.accounts).isEmpty();
        NodeFixture again = it.crashAndRecover(
                new Configured().vhost("/").user(account("guest")).permission("/", "guest", Permissions.ALL));
        assertThat(again.enter("guest", "/").entry).isNotNull();
        assertThat(again.enter("guest", "v").refusal)
                .as("given at run time, and gone with the user")
                .contains("refused");
    }

    @Test
    void aVirtualHostCanBeEnteredWhenItIsDurable() {
        it.ask(answer -> it.node.createVhost("v", FieldTable.EMPTY, answer));
        assertThat(it.enter("guest", "v").refusal).isEqualTo("NOT_ALLOWED - vhost v not found");
        it.ask(answer -> it.node.setPermissions("v", "guest", Permissions.ALL, answer));
        assertThat(it.answers).containsExactly("BUSY vhost 'v' is just being created or deleted");
        it.sync();
        assertThat(it.answers).endsWith("done");
        permit("v", "guest");
        assertThat(it.enter("guest", "v").entry).isNotNull();
        assertThat(it.change(answer -> it.node.createVhost(
                        "v", FieldTable.builder().put("description", "d").build(), answer)))
                .isEqualTo("[done]");
        assertThat(it.enter("guest", "v").entry).as("has all it had").isNotNull();
    }

    @Test
    void aVirtualHostLeavesTheJournalAfterItsOwnRecords() {
        createVhost("v");
        permit("v", "guest");
        NodeFixture.Entered connection = it.enter("guest", "v");
        io.leveret.core.CommandBatch batch = new io.leveret.core.CommandBatch();
        batch.open(
                1,
                0,
                (vhost, channel) -> vhost.declareQueue(
                        channel,
                        new io.leveret.core.QueueDeclaration("q", false, true, false, false, FieldTable.EMPTY)));
        connection.entry.core().submit(connection.entry.session(), batch);
        it.answers.clear();
        it.ask(answer -> it.node.deleteVhost("v", answer));
        it.sync();
        assertThat(connection.events()).containsExactly("connection: 320 CONNECTION_FORCED - vhost 'v' is deleted");
        assertThat(it.ended).as("its queue is not durable yet").isEmpty();
        assertThat(it.enter("guest", "v").refusal).isEqualTo("NOT_ALLOWED - vhost v not found");
        it.ask(answer -> it.node.createVhost("v", FieldTable.EMPTY, answer));
        assertThat(it.answers).containsExactly("BUSY vhost 'v' is just being created or deleted");

        it.vhostJournals.get("v").durable();
        it.run();
        assertThat(it.vhostJournals.get("v").isReleased()).isTrue();
        assertThat(it.ended).containsExactly("v");
        it.sync();
        assertThat(it.answers).endsWith("done");
        assertThat(it.journal.records()).endsWith(new JournalRecord.SettingRemoved(SettingKind.VHOST, "", "v"));
        NodeFixture again = it.crashAndRecover(new Configured().vhost("/"));
        assertThat(view(again).vhosts()).containsOnlyKeys("/");
    }

    @Test
    void aUserGoesWithAllThatNamesItInOneUnit() {
        putUser("u");
        permit("/", "u");
        TopicPermission topic = new TopicPermission("x", "^a", "^b");
        it.change(answer -> it.node.setTopicPermissions("/", "u", topic, answer));
        it.change(answer -> it.node.limits().setUser("u", new UserLimits(5, 5), answer));
        NodeFixture.Entered connection = it.enter("u", "/");
        NodeFixture.Entered other = it.enter("guest", "/");
        assertThat(it.change(answer -> it.node.deleteUser("u", answer))).isEqualTo("[done]");
        assertThat(connection.events()).containsExactly("connection: 320 CONNECTION_FORCED - user 'u' is deleted");
        assertThat(other.events()).isEmpty();
        assertThat(it.accounts).doesNotContainKey("u");
        assertThat(it.quotas).containsEntry("u", -1L);
        assertThat(it.enter("u", "/").refusal).contains("access to vhost '/' refused for user 'u'");
        assertThat(it.journal.units().get(it.journal.units().size() - 1)).hasSize(4);
        NodeFixture again = it.crashAndRecover(new Configured().vhost("/"));
        assertThat(view(again).userLimits()).isEmpty();
    }

    @Test
    void whatTheBrokerDoesItselfInTheNameOfAUserIsNoConnectionThatCounts() {
        it.change(answer -> it.node.limits().setVhost("/", new VhostLimits(1, -1), answer));

        assertThat(it.enterUnlisted("guest", "/").refusal).isEmpty();
        assertThat(it.enterUnlisted("guest", "/").refusal).isEmpty();
        assertThat(it.enter("guest", "/").refusal).isEmpty();
        assertThat(it.enter("guest", "/").refusal).contains("connection limit (1) is reached");
        assertThat(it.enterUnlisted("guest", "/").refusal).isEmpty();
    }

    @Test
    void connectionsAreCountedUntilTheyEnd() {
        putUser("u");
        permit("/", "u");
        it.change(answer -> it.node.limits().setUser("u", new UserLimits(1, -1), answer));
        NodeFixture.Entered first = it.enter("u", "/");
        assertThat(it.enter("u", "/").refusal)
                .isEqualTo("NOT_ALLOWED - connection refused for user 'u': user connection limit (1) is reached");
        assertThat(it.enter("guest", "/").entry).isNotNull();
        first.drop();
        it.run();
        assertThat(it.enter("u", "/").entry).isNotNull();
        it.change(answer -> it.node.limits().setVhost("/", new VhostLimits(2, -1), answer));
        assertThat(it.enter("guest", "/").refusal)
                .isEqualTo("NOT_ALLOWED - access to vhost '/' refused for user 'guest': connection limit (2) is"
                        + " reached");
        it.change(answer -> it.node.limits().setVhost("/", new VhostLimits(-5, -1), answer));
        assertThat(it.enter("guest", "/").entry)
                .as("a negative number is no limit")
                .isNotNull();
    }

    @Test
    void whoIsGrantedRightsByOthersNeedsNoAccount() {
        it.change(answer -> it.node.createVhost("v", FieldTable.EMPTY, answer));
        Account token = Account.granted("robot", Set.of(), vhost -> vhost.equals("v") ? Rights.ALL : null);

        assertThat(it.enter(token, "v").entry).isNotNull();
        assertThat(it.enter(token, "/").refusal)
                .isEqualTo("NOT_ALLOWED - access to vhost '/' refused for user 'robot'");
        assertThat(view(it).users()).doesNotContainKey("robot");
    }

    @Test
    void aLoginDoesNotEnterAsANamesake() {
        putUser("u");
        Account login = it.accounts.get("u");
        assertThat(it.change(answer -> it.node.deleteUser("u", answer))).isEqualTo("[done]");
        Account namesake = new Account("u", "another hash", Set.of(), false);
        assertThat(it.change(answer -> it.node.putUser(namesake, answer))).isEqualTo("[done]");
        permit("/", "u");
        assertThat(it.enter(login, "/").refusal).isEqualTo("NOT_ALLOWED - access to vhost '/' refused for user 'u'");
        assertThat(it.enter(namesake, "/").entry).isNotNull();
    }

    @Test
    void aDefectIsAnsweredAndLeavesNoVirtualHostBusy() {
        String failed = "[FAILED internal error, see the broker's log]";
        createVhost("v");
        it.broken = true;
        assertThat(it.change(answer -> it.node.putUser(account("u"), answer))).isEqualTo(failed);
        assertThat(it.change(answer -> it.node.createVhost("w", FieldTable.EMPTY, answer)))
                .isEqualTo(failed);
        it.answers.clear();
        it.ask(answer -> it.node.deleteVhost("v", answer));
        it.vhostJournals.get("v").durable();
        it.run();
        assertThat(it.answers.toString()).isEqualTo(failed);
        it.broken = false;
        createVhost("w");
        createVhost("v");
        permit("v", "guest");
        assertThat(it.enter("guest", "v").entry).isNotNull();
    }

    @Test
    void whatIsNotThereCanNotBeChanged() {
        assertThat(it.change(answer -> it.node.deleteUser("nobody", answer))).isEqualTo("[NOT_FOUND no user 'nobody']");
        assertThat(it.change(answer -> it.node.deleteVhost("nowhere", answer)))
                .isEqualTo("[NOT_FOUND no vhost 'nowhere']");
        assertThat(it.change(answer -> it.node.setPermissions("/", "nobody", Permissions.ALL, answer)))
                .isEqualTo("[NOT_FOUND no user 'nobody']");
        assertThat(it.change(answer -> it.node.clearPermissions("nowhere", "guest", answer)))
                .isEqualTo("[NOT_FOUND no vhost 'nowhere']");
        assertThat(it.change(answer -> it.node.limits().setUser("nobody", UserLimits.NONE, answer)))
                .isEqualTo("[NOT_FOUND no user 'nobody']");
        assertThat(it.change(answer -> it.node.createVhost("", FieldTable.EMPTY, answer)))
                .startsWith("[INVALID ");
        assertThat(it.change(answer -> it.node.putUser(account("x".repeat(256)), answer)))
                .startsWith("[INVALID ");
        assertThat(it.journal.records()).hasSize(1);
    }

    @Test
    void observersHearOfChangesWithWhoMadeThem() {
        putUser("u");
        createVhost("v");
        permit("v", "u");
        assertThat(it.change(answer -> it.node.deleteUser("nobody", answer))).startsWith("[NOT_FOUND");
        assertThat(it.observer.names())
                .containsExactly("user.created", "user.tags.set", "vhost.created", "permission.created");
        assertThat(it.observer.audit())
                .containsExactly(
                        "admin HTTP user.put u OK",
                        "admin HTTP vhost.put v OK",
                        "admin HTTP permission.set u OK",
                        "admin HTTP user.delete nobody REFUSED");
        assertThat(it.change(answer -> it.node.deleteUser("u", answer))).isEqualTo("[done]");
        assertThat(it.observer.names()).containsExactly("user.deleted", "permission.deleted");
    }

    @Test
    void tracingIsKeptWithTheDescription() {
        createVhost("v");
        assertThat(it.change(answer -> it.node.descriptions().setTracing("v", true, answer)))
                .isEqualTo("[done]");
        assertThat(view(it).vhosts().get("v").get("tracing").asBoolean()).isTrue();
        createVhost("v");
        assertThat(view(it).vhosts().get("v").get("tracing").asBoolean())
                .as("a new description says nothing of it")
                .isTrue();
        assertThat(it.change(answer -> it.node.descriptions().setTracing("v", false, answer)))
                .isEqualTo("[done]");
        assertThat(view(it).vhosts().get("v").get("tracing").asBoolean()).isFalse();
        assertThat(it.change(answer -> it.node.descriptions().setTracing("none", true, answer)))
                .startsWith("[NOT_FOUND");
    }

    @Test
    void aDescriptionThatComesWithTheDeletionIsNoDefect() {
        createVhost("v");
        it.answers.clear();
        it.ask(answer -> it.node.createVhost("v", FieldTable.EMPTY, answer));
        it.ask(answer -> it.node.deleteVhost("v", answer));
        it.sync();
        it.sync();
        assertThat(it.answers).containsExactly("done", "done");
    }

    @Test
    void theFileCanNotNameAUserAsTheOperator() {
        Configured configured = new Configured();
        assertThatThrownBy(() -> configured.user(account(Account.OPERATOR.name())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no user can be called 'local operator'");
    }
}
