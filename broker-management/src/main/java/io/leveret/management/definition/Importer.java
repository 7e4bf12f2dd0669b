package io.leveret.management.definition;

import io.leveret.core.BindingRequest;
import io.leveret.core.Command;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.event.Actor;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostDescription;
import io.leveret.core.node.VhostLimits;
import io.leveret.core.policy.Policy;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.VhostCalls;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Does what definitions ask for, each change with the one that takes it back. What is there already stays as it is, but for users, rights, limits, parameters and policies, and what the file says of a virtual host. Owner: management. */
final class Importer {
    /** Commands that a core runs in one go. */
    private static final int BATCH = 256;

    private final ManagementLoop loop;
    private final Node node;
    private final VhostCalls calls;
    private final NodeView before;
    private final Actor by;
    private final Steps steps = new Steps();

    /** {@code before} is what the node was when the definitions were tried, {@code by} who imports them. */
    Importer(ManagementLoop loop, Node node, NodeView before, Actor by) {
        this.loop = loop;
        this.node = node;
        this.calls = new VhostCalls(loop, node);
        this.before = before;
        this.by = by;
    }

    Future<Void> run(Definitions asked, Map<String, Existing> existing) {
        asked.vhosts.forEach(this::vhost);
        asked.users.forEach(this::user);
        asked.permissions.forEach(this::permission);
        asked.topicPermissions.forEach(this::topicPermission);
        asked.globalParameters.forEach(this::globalParameter);
        asked.vhostLimits.forEach(this::vhostLimits);
        asked.policies.forEach(one -> policy(one, existing.getOrDefault(one.vhost(), Existing.NOTHING)));
        asked.topologies.forEach(
                (vhost, topology) -> topology(vhost, topology, existing.getOrDefault(vhost, Existing.NOTHING)));
        return steps.run();
    }

    private void vhost(String name, UnaryOperator<VhostDescription> change) {
        FieldTable was = before.vhosts().get(name);
        FieldTable becomes = change.apply(VhostDescription.of(was == null ? FieldTable.EMPTY : was))
                .encoded();
        steps.add(
                () -> loop.change(by, answer -> node.createVhost(name, becomes, answer)),
                () -> was == null
                        ? loop.change(by, answer -> node.descriptions().protect(name, false, answer))
                                .compose(free -> loop.change(by, answer -> node.deleteVhost(name, answer)))
                        : loop.change(by, answer -> node.createVhost(name, was, answer)));
    }

    private void user(Definitions.UserDefinition user) {
        String name = user.account().name();
        Account was = before.accounts().get(name);
        boolean loopbackOnly = was != null && was.loopbackOnly();
        Account account =
                new Account(name, user.account().passwordHash(), user.account().tags(), loopbackOnly);
        steps.add(
                () -> loop.change(by, answer -> node.putUser(account, answer)),
                () -> was == null
                        ? loop.change(by, answer -> node.deleteUser(name, answer))
                        : loop.change(by, answer -> node.putUser(was, answer)));
        UserLimits limits = before.userLimits().getOrDefault(name, UserLimits.NONE);
        if (!limits.equals(user.limits())) {
            steps.add(
                    () -> loop.change(by, answer -> node.limits().setUser(name, user.limits(), answer)),
                    () -> was == null
                            ? Future.succeededFuture() // its limits go with the user
                            : loop.change(by, answer -> node.limits().setUser(name, limits, answer)));
        }
    }

    private @Nullable Rights rights(String vhost, String user) {
        User was = before.users().get(user);
        return was == null ? null : was.rightsIn(vhost);
    }

    private void permission(Definitions.Permission one) {
        Rights was = rights(one.vhost(), one.user());
        Permissions old = was == null ? null : was.permissions();
        steps.add(
                () -> loop.change(
                        by, answer -> node.setPermissions(one.vhost(), one.user(), one.permissions(), answer)),
                () -> old == null
                        ? loop.change(by, answer -> node.clearPermissions(one.vhost(), one.user(), answer))
                        : loop.change(by, answer -> node.setPermissions(one.vhost(), one.user(), old, answer)));
    }

    private void topicPermission(Definitions.TopicRights one) {
        String exchange = one.permission().exchange();
        steps.add(
                () -> loop.change(
                        by, answer -> node.setTopicPermissions(one.vhost(), one.user(), one.permission(), answer)),
                () -> before.topicRights().stream()
                        .filter(was -> was.vhost().equals(one.vhost())
                                && was.user().equals(one.user())
                                && was.permission().exchange().equals(exchange))
                        .findFirst()
                        .map(was -> loop.change(
                                by,
                                answer -> node.setTopicPermissions(one.vhost(), one.user(), was.permission(), answer)))
                        .orElseGet(() -> loop.change(
                                by, answer -> node.clearTopicPermissions(one.vhost(), one.user(), exchange, answer))));
    }

    private void globalParameter(String name, FieldValue value) {
        FieldValue was = before.globalParameters().get(name);
        steps.add(
                () -> loop.change(by, answer -> node.parameters().putGlobal(name, value, answer)),
                () -> was == null
                        ? loop.change(by, answer -> node.parameters().removeGlobal(name, answer))
                        : loop.change(by, answer -> node.parameters().putGlobal(name, was, answer)));
    }

    private void vhostLimits(String vhost, VhostLimits limits) {
        VhostLimits was = before.vhostLimits().getOrDefault(vhost, VhostLimits.NONE);
        steps.add(
                () -> loop.change(by, answer -> node.limits().setVhost(vhost, limits, answer)),
                () -> loop.change(by, answer -> node.limits().setVhost(vhost, was, answer)));
    }

    private void policy(Definitions.VhostPolicy one, Existing there) {
        Policy was = there.policies(one.layer()).stream()
                .filter(policy -> policy.name().equals(one.policy().name()))
                .findFirst()
                .orElse(null);
        steps.add(() -> put(one, one.policy()), () -> was == null ? delete(one) : put(one, was));
    }

    private Future<Void> put(Definitions.VhostPolicy where, Policy policy) {
        return loop.change(
                by,
                answer -> node.inVhost(where.vhost(), answer, core -> core.putPolicy(where.layer(), policy, answer)));
    }

    private Future<Void> delete(Definitions.VhostPolicy where) {
        return loop.change(
                by,
                answer -> node.inVhost(
                        where.vhost(),
                        answer,
                        core -> core.deletePolicy(where.layer(), where.policy().name(), answer)));
    }

    private void topology(String vhost, Definitions.Topology asked, Existing there) {
        List<ExchangeDeclaration> exchanges = asked.exchanges().stream()
                .filter(one -> !there.exchanges().containsKey(one.name()))
                .toList();
        List<QueueDeclaration> queues = asked.queues().stream()
                .filter(one -> !there.queues().containsKey(one.name()))
                .toList();
        Set<String> bound = there.bindingKeys();
        List<BindingRequest> bindings = asked.bindings().stream()
                .filter(one -> !bound.contains(Existing.key(one)))
                .toList();
        steps(
                vhost,
                exchanges.stream()
                        .<Command>map(one -> (host, channel) -> host.declareExchange(channel, one))
                        .toList(),
                exchanges.stream()
                        .<Command>map(one -> (host, channel) -> host.deleteExchange(channel, one.name(), false))
                        .toList());
        steps(
                vhost,
                queues.stream()
                        .<Command>map(one -> (host, channel) -> host.declareQueue(channel, one))
                        .toList(),
                queues.stream()
                        .<Command>map(one -> (host, channel) -> host.deleteQueue(channel, one.name(), false, false))
                        .toList());
        steps(
                vhost,
                bindings.stream()
                        .<Command>map(one -> (host, channel) -> host.bind(channel, one))
                        .toList(),
                bindings.stream()
                        .<Command>map(one -> (host, channel) -> host.unbind(channel, one))
                        .toList());
    }

    private void steps(String vhost, List<Command> changes, List<Command> undoing) {
        for (int from = 0; from < changes.size(); from += BATCH) {
            int to = Math.min(from + BATCH, changes.size());
            List<Command> part = changes.subList(from, to);
            List<Command> back = new ArrayList<>(undoing.subList(from, to));
            Collections.reverse(back);
            steps.add(run(vhost, part), run(vhost, back));
        }
    }

    private Supplier<Future<?>> run(String vhost, List<Command> commands) {
        VhostCalls.Caller operator = new VhostCalls.Caller(Account.OPERATOR, vhost, "definitions", by);
        return () -> calls.run(operator, (host, channel) -> {
            commands.forEach(command -> command.run(host, channel));
            return commands.size();
        });
    }
}
