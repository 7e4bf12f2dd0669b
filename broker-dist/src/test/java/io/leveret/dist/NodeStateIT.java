package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.node.Node;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostLimits;
import io.leveret.core.policy.PolicyLayer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users, virtual hosts, permissions, limits and policies that change while clients are connected. */
@Timeout(120)
class NodeStateIT {
    private static final byte[] BODY = {1};

    @TempDir
    Path folder;

    private TestBroker broker;
    private Node node;
    private NodeChanges changes;

    @BeforeEach
    void start() throws Exception {
        open();
    }

    private void open() {
        broker = TestBroker.start(folder.resolve("data"));
        node = broker.node();
        changes = new NodeChanges(node);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** A connection of a user whose password is its name. */
    private Connection connect(String user, String vhost) throws Exception {
        ConnectionFactory factory = broker.factory();
        factory.setUsername(user);
        factory.setPassword(user);
        factory.setVirtualHost(vhost);
        return factory.newConnection();
    }

    private interface Call {
        void make() throws Exception;
    }

    /** The reason that the channel or connection was closed with by this call, or before. */
    private static String refusal(Call call) {
        Throwable failure = catchThrowable(call::make);
        assertThat(failure).as("is refused").isNotNull();
        ShutdownSignalException signal = failure instanceof ShutdownSignalException direct
                ? direct
                : (ShutdownSignalException) failure.getCause();
        return signal.getReason().toString();
    }

    private static BlockingQueue<ShutdownSignalException> listen(Connection connection) {
        BlockingQueue<ShutdownSignalException> ends = new LinkedBlockingQueue<>();
        connection.addShutdownListener(ends::add);
        return ends;
    }

    private static void assertEndsWith(BlockingQueue<ShutdownSignalException> ends, String text) throws Exception {
        ShutdownSignalException end = ends.poll(20, TimeUnit.SECONDS);
        assertThat(end).as("the connection is closed").isNotNull();
        assertThat(end.getReason().toString()).contains("reply-code=320", text);
    }

    @Test
    void whatTheRightsDoNotAllowIsRefused() throws Exception {
        changes.user("u");
        changes.permissions("/", "u", "^mine", "^mine", "^mine");
        try (Connection guest = broker.connect();
                Connection connection = connect("u", "/")) {
            guest.createChannel().queueDeclare("theirs", false, false, false, null);
            connection.createChannel().queueDeclare("mine", false, false, false, null);
            assertThat(refusal(() -> connection.createChannel().queueDeclare("other", false, false, false, null)))
                    .contains("403", "configure access to queue 'other' in vhost '/' refused for user 'u'");
            assertThat(refusal(() -> connection.createChannel().basicGet("theirs", true)))
                    .contains("403", "read access to queue 'theirs' in vhost '/' refused for user 'u'");
            assertThat(refusal(() -> connection.createChannel().queueDeclarePassive("theirs")))
                    .contains("403", "access to queue 'theirs' in vhost '/' refused for user 'u'");
            assertThat(refusal(() -> connection.createChannel().queueBind("mine", "amq.topic", "k")))
                    .contains("403", "read access to exchange 'amq.topic' in vhost '/' refused for user 'u'");
            assertThat(publishRefusal(connection, "", "mine"))
                    .contains("403", "write access to exchange 'amq.default' in vhost '/' refused for user 'u'");
        }
    }

    private static String publishRefusal(Connection connection, String exchange, String key) throws Exception {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        channel.basicPublish(exchange, key, null, BODY);
        return refusal(() -> channel.waitForConfirmsOrDie(20_000));
    }

    private static void publishConfirmed(Channel channel, String exchange, String key) throws Exception {
        channel.basicPublish(exchange, key, null, BODY);
        channel.waitForConfirmsOrDie(20_000);
    }

    @Test
    void topicPermissionsDecideOnRoutingKeys() throws Exception {
        changes.user("u");
        changes.permissions("/", "u", ".*", ".*", ".*");
        changes.await(answer -> node.setTopicPermissions(
                "/", "u", new TopicPermission("amq.topic", "^{username}\\.", "^{vhost}\\."), answer));
        try (Connection connection = connect("u", "/")) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            publishConfirmed(channel, "amq.topic", "u.a");
            publishConfirmed(channel, "amq.direct", "x.a");
            channel.queueDeclare("q", false, false, false, null);
            channel.queueBind("q", "amq.topic", "/.a");
            assertThat(publishRefusal(connection, "amq.topic", "x.a"))
                    .contains(
                            "403",
                            "write access to topic 'x.a' in exchange 'amq.topic' in vhost '/' refused for user 'u'");
            assertThat(refusal(() -> connection.createChannel().queueBind("q", "amq.topic", "u.a")))
                    .contains("403", "read access to topic 'u.a' in exchange 'amq.topic'");
            changes.await(answer -> node.clearTopicPermissions("/", "u", "amq.topic", answer));
            publishConfirmed(channel, "amq.topic", "x.a");
        }
    }

    @Test
    void aRightThatIsTakenAwayIsGoneForAConnectionThatIsOpen() throws Exception {
        changes.user("u");
        changes.permissions("/", "u", ".*", ".*", ".*");
        try (Connection connection = connect("u", "/")) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            publishConfirmed(channel, "amq.fanout", "k");
            changes.permissions("/", "u", ".*", "^$", ".*");
            channel.basicPublish("amq.fanout", "k", null, BODY);
            assertThat(refusal(() -> channel.waitForConfirmsOrDie(20_000)))
                    .contains("403", "write access to exchange 'amq.fanout'");
            changes.permissions("/", "u", ".*", ".*", ".*");
            Channel again = connection.createChannel();
            again.confirmSelect();
            publishConfirmed(again, "amq.fanout", "k");
            changes.await(answer -> node.clearPermissions("/", "u", answer));
            assertThat(publishRefusal(connection, "amq.fanout", "k")).contains("403");
        }
        assertThat(refusal(() -> connect("u", "/"))).contains("530", "access to vhost '/' refused for user 'u'");
    }

    @Test
    void aVirtualHostThatIsDeletedClosesItsConnectionsAndKeepsNothing() throws Exception {
        changes.vhost("v");
        changes.permissions("v", "guest", ".*", ".*", ".*");
        Connection connection = connect("guest", "v");
        BlockingQueue<ShutdownSignalException> ends = listen(connection);
        Channel channel = connection.createChannel();
        channel.queueDeclare("q", true, false, false, null);
        channel.confirmSelect();
        channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, BODY);
        channel.waitForConfirmsOrDie(20_000);
        changes.await(answer -> node.deleteVhost("v", answer));
        assertEndsWith(ends, "CONNECTION_FORCED - vhost 'v' is deleted");
        assertThat(refusal(() -> connect("guest", "v"))).contains("530", "vhost v not found");
        assertThat(changes.view().users().get("guest").rightsIn("v")).isNull();

        changes.vhost("v");
        changes.permissions("v", "guest", ".*", ".*", ".*");
        try (Connection again = connect("guest", "v")) {
            assertThat(refusal(() -> again.createChannel().queueDeclarePassive("q")))
                    .contains("404", "no queue 'q'");
        }
        broker.close();
        open();
        try (Connection again = connect("guest", "v")) {
            assertThat(refusal(() -> again.createChannel().queueDeclarePassive("q")))
                    .contains("404", "no queue 'q'");
        }
    }

    @Test
    void aUserThatIsDeletedIsOutAndLeavesNothingToItsSuccessor() throws Exception {
        changes.user("u");
        changes.permissions("/", "u", ".*", ".*", ".*");
        Connection connection = connect("u", "/");
        BlockingQueue<ShutdownSignalException> ends = listen(connection);
        try (Connection bystander = broker.connect()) {
            changes.await(answer -> node.deleteUser("u", answer));
            assertEndsWith(ends, "CONNECTION_FORCED - user 'u' is deleted");
            assertThat(bystander.isOpen()).isTrue();
        }
        assertThatThrownBy(() -> connect("u", "/")).isInstanceOf(AuthenticationFailureException.class);
        changes.user("u");
        assertThat(refusal(() -> connect("u", "/"))).contains("access to vhost '/' refused for user 'u'");
    }

    @Test
    void limitsOfConnectionsAreKept() throws Exception {
        changes.user("u");
        changes.permissions("/", "u", ".*", ".*", ".*");
        changes.await(answer -> node.limits().setUser("u", new UserLimits(1, -1), answer));
        try (Connection first = connect("u", "/")) {
            assertThat(refusal(() -> connect("u", "/")))
                    .contains("530", "connection refused for user 'u': user connection limit (1) is reached");
            assertThat(first.isOpen()).isTrue();
        }
        connect("u", "/").close();
        changes.await(answer -> node.limits().setVhost("/", new VhostLimits(0, -1), answer));
        assertThat(refusal(() -> connect("u", "/")))
                .contains("530", "access to vhost '/' refused for user 'u': connection limit (0) is reached");
        changes.await(answer -> node.limits().setVhost("/", VhostLimits.NONE, answer));
        connect("u", "/").close();
    }

    @Test
    void aUsersChannelsAreCountedOverAllItsConnections() throws Exception {
        changes.user("u");
        changes.permissions("/", "u", ".*", ".*", ".*");
        changes.await(answer -> node.limits().setUser("u", new UserLimits(-1, 2), answer));
        try (Connection first = connect("u", "/");
                Connection second = connect("u", "/")) {
            first.createChannel();
            first.createChannel().close();
            second.createChannel();
            assertThat(refusal(second::createChannel))
                    .contains(
                            "530",
                            "number of channels opened for user 'u' has reached the maximum allowed user limit of 2");
            broker.awaitConnections(1);
            try (Connection third = connect("u", "/")) {
                assertThat(third.createChannel()).isNotNull();
            }
        } catch (AlreadyClosedException e) {
            // the second was closed by the broker
        }
    }

    @Test
    void aLimitOfQueuesIsKept() throws Exception {
        changes.await(answer -> node.limits().setVhost("/", new VhostLimits(-1, 1), answer));
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("a", false, false, false, null);
            channel.queueDeclare("a", false, false, false, null);
            assertThat(refusal(() -> channel.queueDeclare("b", false, false, false, null)))
                    .contains("406", "cannot declare queue 'b': queue limit in vhost '/' (1) is reached");
        }
    }

    @Test
    void aPolicyAppliesToAnExchangeThatIsThere() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.exchangeDeclare("source", "direct", true);
            channel.queueDeclare("lost", true, false, false, null);
            channel.queueBind("lost", "amq.fanout", "");
            channel.confirmSelect();
            publishConfirmed(channel, "source", "k");
            assertThat(channel.basicGet("lost", true)).isNull();
            changes.policy("/", NodeChanges.alternate("p", "^sou", "amq.fanout"));
            publishConfirmed(channel, "source", "k");
            assertThat(channel.basicGet("lost", true)).isNotNull();
        }
        broker.close();
        open();
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            publishConfirmed(channel, "source", "k");
            assertThat(channel.basicGet("lost", true)).as("after a restart").isNotNull();
            changes.await(
                    answer -> node.inVhost("/", answer, core -> core.deletePolicy(PolicyLayer.USER, "p", answer)));
            publishConfirmed(channel, "source", "k");
            assertThat(channel.basicGet("lost", true)).isNull();
        }
    }

    @Test
    void whatWasChangedIsThereAfterARestart() throws Exception {
        changes.vhost("v");
        changes.user("u");
        changes.permissions("v", "u", "^a", "^b", "^c");
        changes.await(
                answer -> node.setTopicPermissions("v", "u", new TopicPermission("amq.topic", "^x", "^y"), answer));
        changes.await(answer -> node.limits().setUser("u", new UserLimits(3, 4), answer));
        changes.await(answer -> node.limits().setVhost("v", new VhostLimits(5, 6), answer));
        changes.permissions("v", "guest", "^g", "", "");
        changes.await(answer -> node.deleteUser("guest", answer));
        broker.close();
        open();
        var view = changes.view();
        assertThat(view.vhosts()).containsOnlyKeys("/", "v");
        assertThat(view.users()).containsOnlyKeys("guest", "u");
        var rights = view.users().get("u").rightsIn("v");
        assertThat(rights.permissions().read().regex()).isEqualTo("^c");
        assertThat(rights.topics()).containsEntry("amq.topic", new TopicPermission("amq.topic", "^x", "^y"));
        assertThat(view.userLimits()).containsEntry("u", new UserLimits(3, 4));
        assertThat(view.vhostLimits()).containsEntry("v", new VhostLimits(5, 6));
        assertThat(view.users().get("guest").rightsIn("v"))
                .as("was deleted, and the file brings it back as the file has it")
                .isNull();
        connect("u", "v").close();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> changes.permissions("nowhere", "guest", "", "", ""))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("no vhost 'nowhere'");
        assertThatThrownBy(() -> changes.permissions("/", "nobody", "", "", ""))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("no user 'nobody'");
        assertThatThrownBy(() -> changes.vhost("")).isInstanceOf(ChangeRefusedException.class);
        assertThatThrownBy(() -> changes.await(answer -> node.deleteVhost("nowhere", answer)))
                .isInstanceOf(ChangeRefusedException.class);
    }
}
