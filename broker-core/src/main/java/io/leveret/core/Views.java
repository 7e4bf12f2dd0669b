package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.SessionState;
import io.leveret.core.count.Counts;
import io.leveret.core.exchange.Binding;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Queue;
import io.leveret.core.view.ChannelName;
import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConnectionView;
import io.leveret.core.view.ConsumerView;
import io.leveret.core.view.CountedView;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.QueueView;
import org.jspecify.annotations.Nullable;

/** Makes values of what is alive, for those who are not the core. Owner: core. */
final class Views {
    private Views() {}

    static @Nullable QueueView of(Queue queue) {
        if (queue.isDeleted()) {
            return null;
        }
        SessionState owner = queue.settings().owner() instanceof SessionState session ? session : null;
        return new QueueView(
                queue.settings(),
                owner == null ? null : owner.settings(),
                queue.policy(),
                queue.operatorPolicy(),
                queue.lengths(),
                copy(queue.countsIfAny()));
    }

    static ExchangeView of(Exchange exchange) {
        return new ExchangeView(exchange.settings(), exchange.policy(), copy(exchange.countsIfAny()));
    }

    private static @Nullable Counts copy(@Nullable Counts counts) {
        return counts == null ? null : counts.copy();
    }

    static BindingRequest of(Binding binding) {
        return new BindingRequest(
                binding.source().name(),
                binding.destination() instanceof Exchange,
                binding.destination().name(),
                binding.key(),
                binding.arguments());
    }

    /** The binding to the default exchange that every queue has. */
    static BindingRequest byName(Queue queue) {
        return new BindingRequest("", false, queue.name(), queue.name(), FieldTable.EMPTY);
    }

    static ChannelView of(ChannelState channel) {
        return new ChannelView(name(channel), channel.load(), channel.counts().copy());
    }

    private static ChannelName name(ChannelState channel) {
        return new ChannelName(channel.session().settings(), channel.number());
    }

    static ConnectionView of(Session session) {
        SessionState state = session.state();
        return new ConnectionView(state.settings(), state.channelCount(), state.isStalled(), state.traffic());
    }

    static @Nullable ConsumerView of(Consumer consumer) {
        Queue queue = consumer.queue();
        return consumer.isCancelled() || !(consumer.target() instanceof ChannelState channel)
                ? null
                : new ConsumerView(
                        consumer.tag(),
                        queue.name(),
                        name(channel),
                        consumer.settings(),
                        queue.consumers().isActive(consumer));
    }

    /** What has counted anything since it was last asked. */
    static @Nullable CountedView changed(Destination destination) {
        Counts counts = destination.countsIfAny();
        if (counts == null || !counts.takeChanged()) {
            return null;
        }
        if (destination instanceof Queue queue) {
            return new CountedView(
                    CountedView.Kind.QUEUE, queue.name(), counts.copy(), queue.readyCount(), queue.unackedCount());
        }
        return new CountedView(CountedView.Kind.EXCHANGE, destination.name(), counts.copy(), 0, 0);
    }

    static @Nullable CountedView changed(ChannelState channel) {
        Counts counts = channel.counts();
        return counts.takeChanged()
                ? new CountedView(CountedView.Kind.CHANNEL, name(channel).text(), counts.copy(), 0, 0)
                : null;
    }
}
