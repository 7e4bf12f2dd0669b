package io.leveret.core.exchange;

/** Passes a message to the bindings whose pattern matches the words of the routing key. Owner: core. */
final class TopicExchange extends Exchange {
    private final TopicTrie trie = new TopicTrie();

    TopicExchange(ExchangeSettings settings) {
        super(settings);
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
    void match(String key, Headers headers, Router router) {
        trie.match(key, router);
    }
}
