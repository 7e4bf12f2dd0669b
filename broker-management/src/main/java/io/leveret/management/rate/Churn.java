package io.leveret.management.rate;

import io.leveret.core.view.VhostView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** How many connections, channels and queues came and went, now and some seconds ago: the newest first. Immutable. */
public record Churn(List<Moment> moments) {
    private static final int KEPT = 2;

    public Churn {
        moments = List.copyOf(moments);
    }

    /** The numbers at one moment. */
    public record Moment(long atMillis, VhostView.Lives lives) {}

    Churn with(long nowMillis, Collection<VhostView> vhosts) {
        List<Moment> all = new ArrayList<>();
        all.add(new Moment(nowMillis, sum(vhosts)));
        all.addAll(moments.subList(0, Math.min(moments.size(), KEPT - 1)));
        return new Churn(all);
    }

    private static VhostView.Lives sum(Collection<VhostView> vhosts) {
        return new VhostView.Lives(
                sum(vhosts, VhostView.Lives::connectionsOpened),
                sum(vhosts, VhostView.Lives::connectionsClosed),
                sum(vhosts, VhostView.Lives::channelsOpened),
                sum(vhosts, VhostView.Lives::channelsClosed),
                sum(vhosts, VhostView.Lives::queuesDeclared),
                sum(vhosts, VhostView.Lives::queuesCreated),
                sum(vhosts, VhostView.Lives::queuesDeleted));
    }

    /** The newest number; 0 before there is any. */
    public long latest(ToLongFunction<VhostView.Lives> number) {
        return moments.isEmpty() ? 0 : number.applyAsLong(moments.get(0).lives());
    }

    /** How many a second there were between the last two moments. */
    public double rate(ToLongFunction<VhostView.Lives> number) {
        if (moments.size() < 2) {
            return 0;
        }
        Moment newer = moments.get(0);
        Moment older = moments.get(1);
        long millis = Math.max(1, newer.atMillis() - older.atMillis());
        return (number.applyAsLong(newer.lives()) - number.applyAsLong(older.lives())) * 1000.0 / millis;
    }

    private static long sum(Collection<VhostView> vhosts, ToLongFunction<VhostView.Lives> number) {
        return vhosts.stream()
                .mapToLong(vhost -> number.applyAsLong(vhost.lives()))
                .sum();
    }
}
