package io.leveret.management.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.node.NodeView;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostDescription;
import io.leveret.core.node.VhostLimits;
import io.leveret.core.policy.Policy;
import io.leveret.core.queue.QueueSettings;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.QueueView;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.broker.Passwords;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.node.Components;
import io.leveret.management.node.LimitJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes definitions in RabbitMQ's order of keys. Exclusive queues and what every virtual host has anyway are left out. Owner: management. */
final class Exporter {
    private static final String RESERVED = "amq.";

    private final NodeView node;
    private final Map<String, Existing> existing;
    private final NodeFacts facts;
    private final @Nullable String only;

    /** {@code only} is the one virtual host to export; null stands for the whole node. */
    Exporter(NodeView node, Map<String, Existing> existing, NodeFacts facts, @Nullable String only) {
        this.node = node;
        this.existing = existing;
        this.facts = facts;
        this.only = only;
    }

    ObjectNode export(Passwords passwords) {
        ObjectNode file = Json.object();
        file.put("rabbit_version", NodeFacts.RABBITMQ_VERSION);
        file.put("rabbitmq_version", NodeFacts.RABBITMQ_VERSION);
        file.put("product_name", "Leveret");
        file.put("product_version", facts.version());
        if (only == null) {
            file.put("original_cluster_name", facts.clusterName());
            users(file.putArray("users"), passwords);
            vhosts(file.putArray("vhosts"));
            permissions(file.putArray("permissions"));
            topicPermissions(file.putArray("topic_permissions"));
        }
        ArrayNode parameters = file.putArray("parameters");
        if (only == null) {
            ArrayNode global = file.putArray("global_parameters");
            node.globalParameters().forEach((name, value) -> {
                ObjectNode one = global.addObject().put("name", name);
                one.set("value", FieldJson.of(value));
            });
        }
        parameters(parameters);
        ArrayNode policies = file.putArray("policies");
        ArrayNode queues = file.putArray("queues");
        ArrayNode exchanges = file.putArray("exchanges");
        ArrayNode bindings = file.putArray("bindings");
        existing.forEach((vhost, there) -> {
            there.policies().forEach(policy -> policy(in(policies, vhost).put("name", policy.name()), policy));
            there.queues().values().forEach(queue -> queue(queues, vhost, queue));
            there.exchanges().values().forEach(exchange -> exchange(exchanges, vhost, exchange));
            there.bindings().stream()
                    .filter(binding -> lasts(there, binding))
                    .forEach(binding -> binding(in(bindings, vhost), binding));
        });
        return file;
    }

    private ObjectNode in(ArrayNode array, String vhost) {
        ObjectNode one = array.addObject();
        return only == null ? one.put("vhost", vhost) : one;
    }

    private void users(ArrayNode users, Passwords passwords) {
        for (Account account : node.accounts().values()) {
            Passwords.Shown password = passwords.shown(account.passwordHash());
            ObjectNode user = users.addObject()
                    .put("name", account.name())
                    .put("password_hash", password.hash())
                    .put("hashing_algorithm", password.algorithm());
            account.tags().stream().sorted().forEach(user.putArray("tags")::add);
            user.set("limits", LimitJson.of(node.userLimits().getOrDefault(account.name(), UserLimits.NONE)));
        }
    }

    private void vhosts(ArrayNode vhosts) {
        node.vhosts().forEach((name, table) -> {
            VhostDescription description = VhostDescription.of(table);
            ObjectNode vhost = vhosts.addObject().put("name", name).put("description", description.text());
            description.tags().forEach(vhost.putArray("tags")::add);
            vhost.put("default_queue_type", description.defaultQueueType().wireName());
            ObjectNode metadata = vhost.putObject("metadata").put("description", description.text());
            description.tags().forEach(metadata.putArray("tags")::add);
            metadata.put("default_queue_type", description.defaultQueueType().wireName());
            metadata.put("tracing", description.tracing());
            metadata.put("protected_from_deletion", description.protectedFromDeletion());
        });
    }

    private void permissions(ArrayNode permissions) {
        for (User user : node.users().values()) {
            for (Map.Entry<String, Rights> in : user.rights().entrySet()) {
                Permissions allowed = in.getValue().permissions();
                permissions
                        .addObject()
                        .put("user", user.name())
                        .put("vhost", in.getKey())
                        .put("configure", allowed.configure().regex())
                        .put("write", allowed.write().regex())
                        .put("read", allowed.read().regex());
            }
        }
    }

    private void topicPermissions(ArrayNode permissions) {
        node.topicRights()
                .forEach(right -> permissions
                        .addObject()
                        .put("user", right.user())
                        .put("vhost", right.vhost())
                        .put("exchange", right.permission().exchange())
                        .put("write", right.permission().write())
                        .put("read", right.permission().read()));
    }

    private void parameters(ArrayNode parameters) {
        existing.forEach((vhost, there) -> {
            VhostLimits limits = node.vhostLimits().getOrDefault(vhost, VhostLimits.NONE);
            if (!limits.equals(VhostLimits.NONE)) {
                in(parameters, vhost)
                        .put("component", Components.VHOST_LIMITS)
                        .put("name", Components.LIMITS)
                        .set("value", LimitJson.of(limits));
            }
            for (Policy policy : there.operatorPolicies()) {
                ObjectNode one = in(parameters, vhost)
                        .put("component", Components.OPERATOR_POLICY)
                        .put("name", policy.name());
                policy(one.putObject("value"), policy);
            }
        });
    }

    private static void policy(ObjectNode json, Policy policy) {
        json.put("pattern", policy.pattern().regex());
        json.put("apply-to", policy.applyTo().word());
        json.set("definition", FieldJson.of(policy.definition()));
        json.put("priority", policy.priority());
    }

    private void queue(ArrayNode queues, String vhost, QueueView queue) {
        QueueSettings how = queue.settings();
        if (!how.exclusive()) {
            in(queues, vhost)
                    .put("name", how.name())
                    .put("durable", how.durable())
                    .put("auto_delete", how.autoDelete())
                    .set("arguments", FieldJson.of(how.arguments()));
        }
    }

    private void exchange(ArrayNode exchanges, String vhost, ExchangeView exchange) {
        String name = exchange.settings().name();
        if (!name.isEmpty() && !name.startsWith(RESERVED)) {
            in(exchanges, vhost)
                    .put("name", name)
                    .put("type", exchange.settings().type().wireName())
                    .put("durable", exchange.settings().durable())
                    .put("auto_delete", exchange.settings().autoDelete())
                    .put("internal", exchange.settings().internal())
                    .set("arguments", FieldJson.of(exchange.settings().arguments()));
        }
    }

    private static boolean lasts(Existing there, BindingRequest binding) {
        QueueView queue = binding.toExchange() ? null : there.queues().get(binding.destination());
        return queue == null || !queue.settings().exclusive();
    }

    private static void binding(ObjectNode json, BindingRequest binding) {
        json.put("source", binding.source());
        json.put("destination", binding.destination());
        json.put("destination_type", binding.toExchange() ? "exchange" : "queue");
        json.put("routing_key", binding.routingKey());
        json.set("arguments", FieldJson.of(binding.arguments()));
    }
}
