package io.leveret.core.exchange;

/** Passes a message to every binding. Owner: core. */
final class FanoutExchange extends Exchange {
    private final BindingList all = new BindingList();

    FanoutExchange(ExchangeSettings settings) {
        super(settings);
    }

    @Override
    boolean routesByKey() {
        return true;
    }

    @Override
    void index(Binding binding) {
        all.add(binding);
    }

    @Override
    void unindex(Binding binding) {
        all.remove(binding);
    }

    @Override
    void match(RoutedMessage message, Router router) {
        all.match(router);
    }
}
