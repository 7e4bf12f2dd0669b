package io.leveret.management.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostDescription;
import io.leveret.core.node.VhostLimits;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.queue.QueueType;
import io.leveret.management.broker.Passwords;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Fields;
import io.leveret.management.node.Components;
import io.leveret.management.node.LimitJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a file of definitions; what can't be read becomes a {@link Refusal} and the rest goes on. Used on a worker, as it may hash passwords. Owner: management. */
final class DefinitionReader {
    private static final String USUAL_ALGORITHM = "rabbit_password_hashing_sha256";

    private final Passwords passwords;
    private final @Nullable String onlyVhost;
    private final Definitions read = new Definitions();
    private final List<Refusal> refusals = new ArrayList<>();

    /** {@code onlyVhost} is where all objects of a virtual host's own file belong; null for a file of a whole node. */
    DefinitionReader(Passwords passwords, @Nullable String onlyVhost) {
        this.passwords = passwords;
        this.onlyVhost = onlyVhost;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** One kind of object. */
    @FunctionalInterface
    private interface Taker {
        void take(Fields fields);
    }

    Definitions read(ObjectNode file) {
        if (onlyVhost == null) {
            each(file, "vhosts", "vhost", this::vhost);
            each(file, "users", "user", this::user);
            each(file, "permissions", "permission", this::permission);
            each(file, "topic_permissions", "topic permission", this::topicPermission);
            each(file, "global_parameters", "global parameter", this::globalParameter);
        }
        each(file, "parameters", "parameter", this::parameter);
        each(file, "policies", "policy", this::policy);
        each(file, "exchanges", "exchange", this::exchange);
        each(file, "queues", "queue", this::queue);
        each(file, "bindings", "binding", this::binding);
        return read;
    }

    private void each(ObjectNode file, String key, String kind, Taker taker) {
        JsonNode all = file.path(key);
        if (!all.isArray() && !all.isMissingNode() && !all.isNull()) {
            refusals.add(new Refusal(kind, "", key, "is an array, not " + all.getNodeType()));
            return;
        }
        for (JsonNode one : all) {
            try {
                if (!(one instanceof ObjectNode object)) {
                    throw Problem.badRequest("is an object, not " + one.getNodeType());
                }
                taker.take(Fields.of(object));
            } catch (Problem e) {
                refuse(kind, one, e.reason());
            } catch (ChangeRefusedException | IllegalArgumentException e) {
                refuse(kind, one, String.valueOf(e.getMessage()));
            }
        }
    }

    private void refuse(String kind, JsonNode one, String reason) {
        String name = one.path("name")
                .asText(one.path("user").asText(one.path("source").asText()));
        String vhost = onlyVhost != null ? onlyVhost : one.path("vhost").asText();
        refusals.add(new Refusal(kind, kind.equals("vhost") ? "" : vhost, name, reason));
    }

    private String vhostOf(Fields fields) {
        return onlyVhost != null ? onlyVhost : fields.text("vhost");
    }

    /** RabbitMQ 4 has what describes it beside the name or, older, in a table of its own. */
    private void vhost(Fields fields) {
        Fields metadata = fields.json("metadata") instanceof ObjectNode table ? Fields.of(table) : fields;
        UnaryOperator<VhostDescription> change = was -> new VhostDescription(
                metadata.text("description", was.text()),
                metadata.has("tags") ? metadata.words("tags") : was.tags(),
                queueType(metadata.text(
                        "default_queue_type", was.defaultQueueType().wireName())),
                metadata.truth("tracing", was.tracing()),
                metadata.truth("protected_from_deletion", was.protectedFromDeletion()));
        Objects.requireNonNull(change.apply(VhostDescription.NONE)); // what can't be read is refused now
        read.vhosts.put(fields.text("name"), change);
    }

    private static QueueType queueType(String name) {
        QueueType type = name.equals("undefined") ? QueueType.CLASSIC : QueueType.of(name);
        if (type == null) {
            throw Problem.badRequest("unsupported default queue type '" + name + "'");
        }
        return type;
    }

    private void user(Fields fields) {
        String hash;
        if (fields.has("password_hash")) {
            hash = passwords.ofRabbit(fields.text("password_hash"), fields.text("hashing_algorithm", USUAL_ALGORITHM));
        } else {
            String password = fields.text("password", "");
            hash = password.isEmpty() ? "" : passwords.hash(password.getBytes(StandardCharsets.UTF_8));
        }
        Account account = new Account(fields.text("name"), hash, Set.copyOf(fields.words("tags")), false);
        read.users.add(new Definitions.UserDefinition(account, userLimits(fields.json("limits"))));
    }

    private static UserLimits userLimits(JsonNode json) {
        UserLimits limits = UserLimits.NONE;
        for (Map.Entry<String, JsonNode> limit : json.properties()) {
            limits = LimitJson.with(limits, limit.getKey(), LimitJson.number(limit.getKey(), limit.getValue()));
        }
        return limits;
    }

    private void permission(Fields fields) {
        Permissions permissions = Permissions.of(fields.text("configure"), fields.text("write"), fields.text("read"));
        read.permissions.add(new Definitions.Permission(vhostOf(fields), fields.text("user"), permissions));
    }

    private void topicPermission(Fields fields) {
        read.topicPermissions.add(new Definitions.TopicRights(
                vhostOf(fields),
                fields.text("user"),
                new TopicPermission(fields.text("exchange"), fields.text("write"), fields.text("read"))));
    }

    private void globalParameter(Fields fields) {
        read.globalParameters.put(fields.text("name"), fields.value("value"));
    }

    private void parameter(Fields fields) {
        String component = fields.text("component");
        String vhost = vhostOf(fields);
        if (component.equals(Components.VHOST_LIMITS)) {
            read.vhostLimits.put(vhost, vhostLimits(fields.json("value")));
        } else if (component.equals(Components.OPERATOR_POLICY) && fields.json("value") instanceof ObjectNode value) {
            Policy policy = policy(fields.text("name"), Fields.of(value));
            read.policies.add(new Definitions.VhostPolicy(vhost, PolicyLayer.OPERATOR, policy));
        } else {
            throw Components.refused(component);
        }
    }

    private static VhostLimits vhostLimits(JsonNode json) {
        VhostLimits limits = VhostLimits.NONE;
        for (Map.Entry<String, JsonNode> limit : json.properties()) {
            limits = LimitJson.with(limits, limit.getKey(), LimitJson.number(limit.getKey(), limit.getValue()));
        }
        return limits;
    }

    private void policy(Fields fields) {
        Policy policy = policy(fields.text("name"), fields);
        read.policies.add(new Definitions.VhostPolicy(vhostOf(fields), PolicyLayer.USER, policy));
    }

    private static Policy policy(String name, Fields fields) {
        return Policy.of(
                name,
                fields.text("pattern"),
                ApplyTo.of(fields.text("apply-to", "all")),
                fields.whole("priority", 0),
                fields.table("definition"));
    }

    private void exchange(Fields fields) {
        read.topology(vhostOf(fields))
                .exchanges()
                .add(new ExchangeDeclaration(
                        fields.text("name"),
                        fields.text("type"),
                        false,
                        fields.truth("durable", true),
                        fields.truth("auto_delete", false),
                        fields.truth("internal", false),
                        FieldJson.table(fields.json("arguments"))));
    }

    private void queue(Fields fields) {
        read.topology(vhostOf(fields))
                .queues()
                .add(new QueueDeclaration(
                        fields.text("name"),
                        false,
                        fields.truth("durable", true),
                        false,
                        fields.truth("auto_delete", false),
                        FieldJson.table(fields.json("arguments"))));
    }

    private void binding(Fields fields) {
        String type = fields.text("destination_type");
        if (!type.equals("queue") && !type.equals("exchange")) {
            throw Problem.badRequest("destination_type is queue or exchange, not '" + type + "'");
        }
        read.topology(vhostOf(fields))
                .bindings()
                .add(new BindingRequest(
                        fields.text("source"),
                        type.equals("exchange"),
                        fields.text("destination"),
                        fields.text("routing_key", ""),
                        FieldJson.table(fields.json("arguments"))));
    }
}
