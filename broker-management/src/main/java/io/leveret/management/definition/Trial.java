package io.leveret.management.definition;

import io.leveret.core.Answer;
import io.leveret.core.BindingRequest;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.access.Account;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.node.NodeView;
import io.leveret.core.node.Parameters;
import io.leveret.core.node.VhostLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tries definitions where nobody sees it: finds everything that would be refused, without touching the node. Used on a worker. Owner: management. */
final class Trial {
    private static final int LONGEST_NAME = 255;
    private static final String RESERVED = "amq.";

    private final Definitions asked;
    private final NodeView node;
    private final Map<String, Existing> existing;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, TrialCore> cores = new HashMap<>();

    /** {@code existing} is what is in the virtual hosts that are there. */
    Trial(Definitions asked, NodeView node, Map<String, Existing> existing) {
        this.asked = asked;
        this.node = node;
        this.existing = existing;
    }

    List<Refusal> run() {
        asked.vhosts.keySet().forEach(name -> checkName("vhost", name));
        users();
        asked.vhostLimits.keySet().forEach(vhost -> vhostFound("parameter", vhost, "vhost-limits"));
        globalParameters();
        asked.policies.forEach(this::policy);
        asked.topologies.forEach(this::topology);
        return refusals;
    }

    private void checkName(String kind, String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            refusals.add(new Refusal(kind, "", name, "a name has 1 to " + LONGEST_NAME + " octets"));
        }
    }

    private void users() {
        Set<String> users = new HashSet<>(node.accounts().keySet());
        for (Definitions.UserDefinition user : asked.users) {
            String name = user.account().name();
            checkName("user", name);
            if (name.equals(Account.OPERATOR.name())) {
                refusals.add(new Refusal("user", "", name, "no user can have this name"));
            }
            users.add(name);
        }
        for (Definitions.Permission one : asked.permissions) {
            permission("permission", one.vhost(), one.user(), users);
        }
        for (Definitions.TopicRights one : asked.topicPermissions) {
            permission("topic permission", one.vhost(), one.user(), users);
        }
    }

    private void globalParameters() {
        asked.globalParameters.forEach((name, value) -> tried(name, () -> Parameters.checkGlobal(name, value)));
        Map<String, FieldValue> all = new HashMap<>(node.globalParameters());
        all.putAll(asked.globalParameters);
        tried("", () -> Parameters.checkAll(all.values()));
    }

    private void tried(String globalParameter, Runnable check) {
        try {
            check.run();
        } catch (ChangeRefusedException e) {
            refusals.add(new Refusal("global parameter", "", globalParameter, String.valueOf(e.getMessage())));
        }
    }

    private void permission(String kind, String vhost, String user, Set<String> users) {
        if (vhostFound(kind, vhost, user) && !users.contains(user)) {
            refusals.add(new Refusal(kind, vhost, user, "no user '" + user + "'"));
        }
    }

    private boolean vhostFound(String kind, String vhost, String name) {
        boolean found = asked.vhosts.containsKey(vhost) || node.vhosts().containsKey(vhost);
        if (!found) {
            refusals.add(new Refusal(kind, vhost, name, "no vhost '" + vhost + "'"));
        }
        return found;
    }

    private TrialCore core(String vhost) {
        return cores.computeIfAbsent(vhost, name -> {
            TrialCore core = new TrialCore(name);
            VhostLimits limits =
                    asked.vhostLimits.getOrDefault(name, node.vhostLimits().getOrDefault(name, VhostLimits.NONE));
            fill(core, existing.getOrDefault(name, Existing.NOTHING));
            core.change(control -> control.maxQueues(limits.maxQueues()));
            return core;
        });
    }

    /** What is there already, so that bindings find it and it counts. */
    private static void fill(TrialCore core, Existing there) {
        Consumer<AmqpException> never = refused -> {
            throw new IllegalStateException("what is there can't be declared", refused);
        };
        there.exchanges().forEach((name, exchange) -> {
            ExchangeSettings how = exchange.settings();
            if (!name.isEmpty() && !name.startsWith(RESERVED)) {
                ExchangeDeclaration declaration = new ExchangeDeclaration(
                        name,
                        how.type().wireName(),
                        false,
                        how.durable(),
                        how.autoDelete(),
                        how.internal(),
                        how.arguments());
                core.run((vhost, channel) -> vhost.declareExchange(channel, declaration), never);
            }
        });
        there.queues().keySet().forEach(name -> {
            // that it is there is enough: what is there is not compared, and an exclusive one may be what no file can
            // have
            QueueDeclaration declaration = new QueueDeclaration(name, false, true, false, false, FieldTable.EMPTY);
            core.run((vhost, channel) -> vhost.declareQueue(channel, declaration), never);
        });
    }

    private void policy(Definitions.VhostPolicy one) {
        String kind = "policy";
        if (vhostFound(kind, one.vhost(), one.policy().name())) {
            core(one.vhost())
                    .change(control -> control.putPolicy(one.layer(), one.policy(), new Answer() {
                        @Override
                        public void done() {
                            // it may be had
                        }

                        @Override
                        public void refused(ChangeRefusedException why) {
                            refusals.add(new Refusal(
                                    kind, one.vhost(), one.policy().name(), String.valueOf(why.getMessage())));
                        }
                    }));
        }
    }

    private void topology(String vhost, Definitions.Topology topology) {
        if (!asked.vhosts.containsKey(vhost) && !node.vhosts().containsKey(vhost)) {
            topology.exchanges().forEach(one -> vhostFound("exchange", vhost, one.name()));
            topology.queues().forEach(one -> vhostFound("queue", vhost, one.name()));
            topology.bindings().forEach(one -> vhostFound("binding", vhost, name(one)));
            return;
        }
        TrialCore core = core(vhost);
        Existing there = existing.getOrDefault(vhost, Existing.NOTHING);
        for (ExchangeDeclaration one : topology.exchanges()) {
            if (!there.exchanges().containsKey(one.name())) {
                core.run((host, channel) -> host.declareExchange(channel, one), refusal("exchange", vhost, one.name()));
            }
        }
        for (QueueDeclaration one : topology.queues()) {
            if (one.name().isEmpty()) {
                refusals.add(new Refusal("queue", vhost, "", "a queue of a file has a name"));
            } else if (!there.queues().containsKey(one.name())) {
                core.run((host, channel) -> host.declareQueue(channel, one), refusal("queue", vhost, one.name()));
            }
        }
        for (BindingRequest one : topology.bindings()) {
            core.run((host, channel) -> host.bind(channel, one), refusal("binding", vhost, name(one)));
        }
    }

    private static String name(BindingRequest binding) {
        return binding.source() + " -> " + binding.destination();
    }

    private Consumer<AmqpException> refusal(String kind, String vhost, String name) {
        return why -> refusals.add(new Refusal(kind, vhost, name, String.valueOf(why.getMessage())));
    }
}
