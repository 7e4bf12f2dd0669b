package io.leveret.core;

import io.leveret.core.policy.PolicyLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The policies of the {@link Model}: of those of a layer that match a queue's name the one with the highest priority counts. */
final class ModelPolicies {
    private static final Comparator<Put> RANK =
            Comparator.comparingInt(Put::priority).reversed().thenComparing(Put::name);

    private final List<Put> all;

    /** A policy. */
    record Put(PolicyLayer layer, String name, String pattern, int priority, Map<String, Object> definition) {}

    ModelPolicies(List<Put> all) {
        this.all = new ArrayList<>(all);
    }

    List<Put> all() {
        return List.copyOf(all);
    }

    void put(Put policy) {
        remove(policy.layer(), policy.name());
        all.add(policy);
    }

    void remove(PolicyLayer layer, String name) {
        all.removeIf(other -> other.layer() == layer && other.name().equals(name));
    }

    /** What holds in the queue now. */
    ModelRules rules(ModelQueue queue) {
        return ModelRules.of(
                queue.arguments, definition(PolicyLayer.USER, queue), definition(PolicyLayer.OPERATOR, queue));
    }

    private Map<String, Object> definition(PolicyLayer layer, ModelQueue queue) {
        return all.stream()
                .filter(policy -> policy.layer() == layer)
                .filter(policy ->
                        Pattern.compile(policy.pattern()).matcher(queue.name).find())
                .min(RANK)
                .map(Put::definition)
                .orElse(Map.of());
    }
}
