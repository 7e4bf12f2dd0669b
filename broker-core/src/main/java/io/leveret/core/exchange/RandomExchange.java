package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import java.util.random.RandomGenerator;

/**
 * Passes a message to the destination of one binding, picked by chance; keys mean nothing. The local type picks among the queues of this node, which are
 * all that there are, and takes no other bindings than those to queues with an empty key. Owner: core.
 */
final class RandomExchange extends Exchange {
    private final RandomGenerator random;
    private final BindingList all = new BindingList();

    RandomExchange(ExchangeSettings settings, RandomGenerator random) {
        super(settings);
        this.random = random;
    }

    @Override
    boolean routesAlike() {
        return false;
    }

    @Override
    boolean routesByKey() {
        return false;
    }

    @Override
    public void check(Destination destination, String key, FieldTable bindingArguments) {
        if (settings().type() != ExchangeType.LOCAL_RANDOM) {
            return;
        }
        if (!key.isEmpty()) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "Non empty binding '" + key + "' key not permitted");
        }
        if (destination instanceof Exchange) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "Destination not found");
        }
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
        if (!all.isEmpty()) {
            router.reach(all.get(random.nextInt(all.size())).destination());
        }
    }
}
