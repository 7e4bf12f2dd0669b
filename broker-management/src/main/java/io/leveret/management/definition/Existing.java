package io.leveret.management.definition;

import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.QueueView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.http.PropertiesKey;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What is in a virtual host: by name, in order of names. Immutable. */
record Existing(
        Map<String, ExchangeView> exchanges,
        Map<String, QueueView> queues,
        List<BindingRequest> bindings,
        List<Policy> policies,
        List<Policy> operatorPolicies) {
    /** Of a virtual host that is not there yet. */
    static final Existing NOTHING = new Existing(Map.of(), Map.of(), List.of(), List.of(), List.of());

    static Future<Existing> of(ManagementLoop loop, CoreReader reader) {
        Future<List<ExchangeView>> exchanges = loop.list(reader::exchanges);
        Future<List<QueueView>> queues = loop.list(reader::queues);
        Future<List<BindingRequest>> bindings = loop.list(reader::bindings);
        Future<List<Policy>> policies = loop.ask(answer -> reader.policies(PolicyLayer.USER, answer));
        Future<List<Policy>> operators = loop.ask(answer -> reader.policies(PolicyLayer.OPERATOR, answer));
        return Future.all(exchanges, queues, bindings, policies, operators)
                .map(all -> new Existing(
                        byName(
                                exchanges.result(),
                                exchange -> exchange.settings().name()),
                        byName(queues.result(), queue -> queue.settings().name()),
                        bindings.result().stream()
                                .filter(binding -> !binding.source().isEmpty())
                                .toList(),
                        policies.result(),
                        operators.result()));
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        all.forEach(one -> byName.put(name.apply(one), one));
        return byName;
    }

    List<Policy> policies(PolicyLayer layer) {
        return layer == PolicyLayer.USER ? policies : operatorPolicies;
    }

    /** What tells the bindings from one another. */
    Set<String> bindingKeys() {
        Set<String> keys = new HashSet<>();
        bindings.forEach(binding -> keys.add(key(binding)));
        return keys;
    }

    static String key(BindingRequest binding) {
        return binding.source()
                + '\0'
                + binding.toExchange()
                + '\0'
                + binding.destination()
                + '\0'
                + PropertiesKey.of(binding);
    }
}
