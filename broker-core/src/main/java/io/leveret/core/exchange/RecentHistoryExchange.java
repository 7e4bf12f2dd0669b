package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes a message to every binding, and keeps the last ones for what is bound later. Owner: core. */
final class RecentHistoryExchange extends Exchange {
    private static final String LENGTH = "x-recent-history-length";
    private static final String NO_STORE = "x-recent-history-no-store";
    private static final long DEFAULT_LENGTH = 20;

    private final long length;
    private final ExchangeMemory.Part memory;
    private final BindingList all = new BindingList();
    private final ArrayDeque<Message> history = new ArrayDeque<>();

    RecentHistoryExchange(ExchangeSettings settings, ExchangeMemory memory) {
        super(settings);
        this.length = length(settings.arguments().get(LENGTH));
        this.memory = memory.part(this::forgetOldest);
    }

    private static long length(@Nullable FieldValue argument) {
        if (argument == null) {
            return DEFAULT_LENGTH;
        }
        if (!argument.isInteger() || argument.asLong() <= 0) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "Invalid argument " + argument.text() + ", '" + LENGTH + "' must be a positive integer");
        }
        return argument.asLong();
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
    public List<Message> history() {
        return List.copyOf(history);
    }

    @Override
    public void delete() {
        while (!history.isEmpty()) {
            forgetOldest();
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
        FieldValue noStore = message.headers().get(NO_STORE);
        if (noStore == null || noStore.type() != 't' || !noStore.asBoolean()) {
            keep(message.message());
        }
        all.match(router);
    }

    private void keep(Message message) {
        history.addLast(message);
        memory.hold(message.heldBytes());
        while (history.size() > length) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        memory.release(history.removeFirst().heldBytes());
    }
}
