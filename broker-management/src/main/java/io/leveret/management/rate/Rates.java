package io.leveret.management.rate;

import io.leveret.core.count.Counts;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.core.view.CountedView;
import io.leveret.core.view.VhostView;
import io.leveret.management.broker.ManagementLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cores every five seconds for what has counted anything since, and keeps the samples: of the node and each virtual host for a minute, of the objects that are
 * busy the last two, and for a minute of those that somebody looks at. Owner: management.
 */
public final class Rates {
    /** How far apart samples are. */
    public static final int INTERVAL_MILLIS = 5_000;

    /** Samples of a minute. */
    static final int MINUTE = 60_000 / INTERVAL_MILLIS + 1;

    private static final int TWO = 2;

    /** Objects with rates; of more, those that were busy the longest ago have none. */
    private static final int MOST_BUSY = 16_384;

    /** Objects with a minute of samples; of more, those that were looked at the longest ago start anew. */
    private static final int MOST_WATCHED = 256;

    private final ManagementLoop loop;
    private final Node node;
    private final Map<Subject, Series> busy = bounded(MOST_BUSY);
    private final Map<Subject, Series> watched = bounded(MOST_WATCHED);
    private final Map<String, Series> vhosts = new HashMap<>();
    private Map<String, VhostView> latest = Map.of();
    private Churn churn = new Churn(List.of());
    private boolean sampling;

    public Rates(ManagementLoop loop, Node node) {
        this.loop = loop;
        this.node = node;
    }

    private static <K> Map<K, Series> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Series> eldest) {
                return size() > most;
            }
        };
    }

    /** Begins to ask. */
    public void start() {
        sample();
        loop.every(INTERVAL_MILLIS, this::sample);
    }

    /** Takes a sample, unless the last one is still being taken. */
    Future<?> sample() {
        if (sampling) {
            return Future.succeededFuture();
        }
        sampling = true;
        return loop.<NodeView>ask(node::view).compose(this::sample).onComplete(done -> sampling = false);
    }

    private Future<?> sample(NodeView view) {
        List<Future<?>> parts = new ArrayList<>();
        Map<String, VhostView> totals = new HashMap<>();
        view.readers().forEach((vhost, reader) -> {
            parts.add(loop.<CountedView>list(reader::counted).onSuccess(counted -> take(vhost, counted)));
            parts.add(loop.<VhostView>ask(reader::totals).onSuccess(seen -> totals.put(vhost, seen)));
        });
        return Future.join(parts).onComplete(all -> takeTotals(totals));
    }

    private void take(String vhost, List<CountedView> counted) {
        long now = loop.nowMillis();
        for (CountedView one : counted) {
            Subject subject = new Subject(vhost, one.kind(), one.name());
            Sample sample = new Sample(now, one.counts(), one.ready(), one.unacked());
            busy.computeIfAbsent(subject, any -> new Series(TWO)).add(sample);
        }
        watched.forEach((subject, series) -> {
            Series known = subject.vhost().equals(vhost) ? busy.get(subject) : null;
            Sample last = known == null ? null : known.newest();
            if (last != null) {
                series.add(new Sample(now, last.counts(), last.ready(), last.unacked()));
            }
        });
    }

    private void takeTotals(Map<String, VhostView> totals) {
        long now = loop.nowMillis();
        latest = Map.copyOf(totals);
        vhosts.keySet().retainAll(totals.keySet());
        for (VhostView vhost : totals.values()) {
            Sample sample = new Sample(
                    now, vhost.channels(), vhost.load().ready(), vhost.load().unacked());
            vhosts.computeIfAbsent(vhost.name(), any -> new Series(MINUTE)).add(sample);
        }
        churn = churn.with(now, totals.values());
    }

    /** A minute of samples of these virtual hosts together, the newest first. */
    public List<Sample> of(Predicate<String> which) {
        List<List<Sample>> each = vhosts.entrySet().stream()
                .filter(vhost -> which.test(vhost.getKey()))
                .map(vhost -> vhost.getValue().newestFirst())
                .toList();
        List<Sample> sums = new ArrayList<>();
        for (int i = 0; i < MINUTE; i++) {
            int back = i;
            List<Sample> then = each.stream()
                    .filter(samples -> samples.size() > back)
                    .map(samples -> samples.get(back))
                    .toList();
            if (then.isEmpty()) {
                break;
            }
            sums.add(sum(then));
        }
        return sums;
    }

    private static Sample sum(List<Sample> samples) {
        Counts counts = new Counts();
        samples.forEach(sample -> counts.addAll(sample.counts()));
        return new Sample(
                samples.get(0).atMillis(),
                counts,
                samples.stream().mapToLong(Sample::ready).sum(),
                samples.stream().mapToLong(Sample::unacked).sum());
    }

    public @Nullable Series vhost(String name) {
        return vhosts.get(name);
    }

    /** What each virtual host added up to when it was last asked. */
    public Map<String, VhostView> latest() {
        return latest;
    }

    /** How connections, channels and queues come and go. */
    public Churn churn() {
        return churn;
    }

    /** Rates of an object that counts, which is asked for once there is one to tell; and samples if the chart wants them: then they are kept from now on. */
    public StatsJson stats(Supplier<Subject> subject, Chart chart) {
        return StatsJson.of(() -> series(subject.get(), chart), chart);
    }

    /** With or without a chart a rate is of the same samples, so that a list that is sorted by rates shows those that it is sorted by. */
    private @Nullable Series series(Subject subject, Chart chart) {
        Series last = busy.get(subject);
        return chart.isWanted()
                ? watched.computeIfAbsent(subject, any -> Series.of(MINUTE, last))
                : watched.getOrDefault(subject, last);
    }
}
