package io.leveret.core.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes a message to the bindings whose key equals the routing key. Owner: core. */
final class DirectExchange extends Exchange {
    private final Map<String, BindingList> byKey = new HashMap<>();

    DirectExchange(ExchangeSettings settings) {
        super(settings);
    }

    @Override
    boolean routesByKey() {
        return true;
    }

    @Override
    void index(Binding binding) {
        byKey.computeIfAbsent(binding.key(), key -> new BindingList()).add(binding);
    }

    @Override
    void unindex(Binding binding) {
        BindingList list = byKey.get(binding.key());
        if (list == null) {
            throw new IllegalStateException("no binding with key '" + binding.key() + "' in exchange '" + name() + "'");
        }
        list.remove(binding);
        if (list.isEmpty()) {
            byKey.remove(binding.key());
        }
    }

    @Override
    void match(RoutedMessage message, Router router) {
        List<String> keys = message.keys();
        for (int i = 0; i < keys.size(); i++) {
            BindingList list = byKey.get(keys.get(i));
            if (list != null) {
                list.match(router);
            }
        }
    }
}
