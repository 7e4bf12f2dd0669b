package io.leveret.core.exchange;

import java.util.List;

/** Passes a message to the bindings whose pattern matches the words of the routing key. Owner: core. */
final class TopicExchange extends Exchange {
    private final TopicTrie trie = new TopicTrie();

    TopicExchange(ExchangeSettings settings) {
        super(settings);
    }

    @Override
    boolean routesByKey() {
        return true;
    }

    @Override
    void index(Binding binding) {
        trie.add(binding);
    }

    @Override
    void unindex(Binding binding) {
        trie.remove(binding);
    }

    @Override
    void match(RoutedMessage message, Router router) {
        List<String> keys = message.keys();
        for (int i = 0; i < keys.size(); i++) {
            trie.match(keys.get(i), router);
        }
    }
}
