package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.exchange.Binding;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.queue.Queue;
import io.leveret.core.view.BrowsedMessages;
import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConnectionView;
import io.leveret.core.view.ConsumerView;
import io.leveret.core.view.CountedView;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.PolicyMatches;
import io.leveret.core.view.QueueView;
import io.leveret.core.view.SliceReader;
import io.leveret.core.view.VhostView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What management sees of a virtual host. The methods may be called on any thread: they hand over to the core's, which answers in slices, one in a
 * turn, so that no listing holds up messages. A listing shows each object as it is when its slice comes; what was declared meanwhile is not in it.
 */
public final class CoreReader {
    private final CoreLoop loop;
    private final VirtualHost vhost;

    CoreReader(CoreLoop loop, VirtualHost vhost) {
        this.loop = loop;
        this.vhost = vhost;
    }

    /** Says, on the core's thread, that it runs what it is given. */
    public void answers(Runnable reader) {
        loop.execute(reader);
    }

    public void queues(SliceReader<QueueView> reader) {
        list(() -> List.copyOf(vhost.topology().queues()), Views::of, reader);
    }

    /** One queue, or null. */
    public void queue(String name, Consumer<@Nullable QueueView> reader) {
        loop.execute(() -> {
            Queue queue = vhost.topology().queue(name);
            reader.accept(queue == null ? null : Views.of(queue));
        });
    }

    /**
     * The ready messages of a queue in the order of their delivery, without the first {@code from}: at most {@code count}, and never more than 1,000; null if
     * there is no such queue. Nothing changes by it, and what is on disk is read as a copy. Of a queue that is purged or deleted meanwhile it is
     * what was found until then.
     */
    public void browse(String queueName, long from, int count, Consumer<@Nullable BrowsedMessages> reader) {
        loop.execute(() -> {
            Queue queue = vhost.topology().queue(queueName);
            if (queue == null) {
                reader.accept(null);
            } else {
                queue.holdings().look(from, new Browse(queue.readyCount(), from, count, reader));
            }
        });
    }

    /** As {@link #browse}, for what a delayed exchange holds back, the next to be due first, of which the first 10,000 can be seen; null if there is no such exchange. */
    public void browseDelayed(String exchange, int from, int count, Consumer<@Nullable BrowsedMessages> reader) {
        loop.execute(() -> {
            if (!vhost.delayedMessages().browse(exchange, from, count, reader)) {
                reader.accept(null);
            }
        });
    }

    public void exchanges(SliceReader<ExchangeView> reader) {
        list(() -> List.copyOf(vhost.topology().exchanges()), Views::of, reader);
    }

    /** One exchange, or null. */
    public void exchange(String name, Consumer<@Nullable ExchangeView> reader) {
        loop.execute(() -> {
            Exchange exchange = vhost.topology().exchange(name);
            reader.accept(exchange == null ? null : Views.of(exchange));
        });
    }

    /** All bindings, those of queues to the default exchange first. */
    public void bindings(SliceReader<BindingRequest> reader) {
        list(
                () -> Stream.<Object>concat(vhost.topology().queues().stream(), vhost.topology().bindings().stream())
                        .toList(),
                CoreReader::binding,
                reader);
    }

    private static BindingRequest binding(Object source) {
        return source instanceof Queue queue ? Views.byName(queue) : Views.of((Binding) source);
    }

    /** The bindings that lead to a queue or an exchange; null if there is none of this name. */
    public void bindingsTo(boolean exchange, String name, Consumer<@Nullable List<BindingRequest>> reader) {
        loop.execute(() -> {
            Destination destination = vhost.topology().destination(exchange, name);
            if (destination == null) {
                reader.accept(null);
                return;
            }
            List<BindingRequest> found = new ArrayList<>();
            if (destination instanceof Queue queue) {
                found.add(Views.byName(queue));
            }
            vhost.topology().bindingsTo(destination).forEach(binding -> found.add(Views.of(binding)));
            reader.accept(found);
        });
    }

    /** The bindings that lead away from an exchange; of the default exchange, to all queues. */
    public void bindingsFrom(String name, SliceReader<BindingRequest> reader) {
        list(
                () -> {
                    Exchange exchange = vhost.topology().exchange(name);
                    if (name.isEmpty() || exchange == null) {
                        return name.isEmpty()
                                ? List.<Object>copyOf(vhost.topology().queues())
                                : List.of();
                    }
                    return List.copyOf(vhost.topology().bindingsFrom(exchange));
                },
                CoreReader::binding,
                reader);
    }

    /** All policies of the layer, the one with the highest priority first. */
    public void policies(PolicyLayer layer, Consumer<List<Policy>> reader) {
        loop.execute(() -> reader.accept(vhost.topology().policies().all(layer)));
    }

    /** What a policy would be for, whether or not it is there. */
    public void matches(Policy policy, Consumer<PolicyMatches> reader) {
        loop.execute(() -> {
            PolicySearch search = new PolicySearch(policy);
            List<Destination> all = new ArrayList<>();
            vhost.topology().forEach(all::add);
            vhost.ports().inSlices(new Slices<Destination, Object>(all, search::look, (part, last) -> {
                if (last) {
                    reader.accept(search.found());
                }
            }));
        });
    }

    public void connections(SliceReader<ConnectionView> reader) {
        list(this::clients, Views::of, reader);
    }

    public void channels(SliceReader<ChannelView> reader) {
        list(this::channels, Views::of, reader);
    }

    public void consumers(SliceReader<ConsumerView> reader) {
        list(
                () -> channels().stream()
                        .flatMap(channel -> channel.consumers().stream())
                        .toList(),
                Views::of,
                reader);
    }

    /** The consumers of one queue; none if there is no such queue. */
    public void consumers(String queueName, SliceReader<ConsumerView> reader) {
        list(
                () -> {
                    Queue queue = vhost.topology().queue(queueName);
                    return queue == null ? List.of() : queue.consumers().all();
                },
                Views::of,
                reader);
    }

    /** What exchanges, queues and channels have counted, of those that have counted anything since this was last asked: for one who asks regularly. */
    public void counted(SliceReader<CountedView> reader) {
        list(
                () -> Stream.of(
                                vhost.topology().exchanges().stream(),
                                vhost.topology().queues().stream(),
                                channels().stream())
                        .<Object>flatMap(all -> all)
                        .collect(Collectors.toList()),
                counting -> counting instanceof Destination destination
                        ? Views.changed(destination)
                        : Views.changed((ChannelState) counting),
                reader);
    }

    /** What there is, and what it adds up to. */
    public void totals(Consumer<VhostView> reader) {
        loop.execute(() -> {
            VhostSums sums = new VhostSums(vhost.totals());
            List<Session> sessions = loop.sessions();
            int clients = clients().size();
            // channels too are listed now: one that closes before its slice is not among the closed ones of these sums
            List<Object> all = new ArrayList<>(sessions.size() * 2);
            for (Session session : sessions) {
                all.add(session);
                all.addAll(session.state().channels());
            }
            all.addAll(vhost.topology().queues());
            vhost.ports().inSlices(new Slices<Object, Object>(all, sums::take, (part, last) -> {
                if (last) {
                    reader.accept(sums.of(vhost, clients));
                }
            }));
        });
    }

    private List<Session> clients() {
        return loop.sessions().stream()
                .filter(session -> session.state().settings().isListed())
                .toList();
    }

    private List<ChannelState> channels() {
        return clients().stream()
                .flatMap(session -> session.state().channels().stream())
                .toList();
    }

    private <S, T> void list(
            Supplier<List<? extends S>> sources, Function<S, @Nullable T> view, SliceReader<T> reader) {
        loop.execute(() -> vhost.ports().inSlices(new Slices<S, T>(sources.get(), view, reader)));
    }
}
