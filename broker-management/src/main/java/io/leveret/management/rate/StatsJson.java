package io.leveret.management.rate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.management.http.Json;
import io.leveret.management.http.Parts;
import io.leveret.management.http.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and their rates as RabbitMQ's API has them: {@code publish} and {@code publish_details.rate}, with the samples of a chart if they are asked for. Owner: management.
 */
public final class StatsJson {
    private static final List<Count> TAKEN = List.of(
            Count.ACK,
            Count.DELIVER,
            Count.DELIVER_NO_ACK,
            Count.GET,
            Count.GET_EMPTY,
            Count.GET_NO_ACK,
            Count.REDELIVER);
    private static final List<Count> OF_EXCHANGE = List.of(Count.PUBLISH_IN, Count.PUBLISH_OUT);
    private static final List<Count> OF_CHANNEL =
            List.of(Count.CONFIRM, Count.DROP_UNROUTABLE, Count.PUBLISH, Count.RETURN_UNROUTABLE);

    /** {@code message_stats} of a queue. */
    public static final Shape<Counted> QUEUE = with(taken(), List.of(Count.PUBLISH));

    /** {@code message_stats} of an exchange. */
    public static final Shape<Counted> EXCHANGE = with(new Parts<>(), OF_EXCHANGE);

    /** {@code message_stats} of a channel, a virtual host or the node. */
    public static final Shape<Counted> CHANNEL = with(taken(), OF_CHANNEL);

    /** {@code messages}, {@code messages_ready} and {@code messages_unacknowledged} with their rates. */
    public static final Parts<Lengths> LENGTHS = lengths();

    private final Supplier<List<Sample>> samples;
    private final Chart chart;
    private @Nullable List<Sample> newestFirst;

    private StatsJson(Supplier<List<Sample>> samples, Chart chart) {
        this.samples = samples;
        this.chart = chart;
    }

    /** {@code series} is asked for once there is a rate to tell, and has none of what was not busy. */
    public static StatsJson of(Supplier<@Nullable Series> series, Chart chart) {
        return new StatsJson(
                () -> {
                    Series found = series.get();
                    return found == null ? List.of() : found.newestFirst();
                },
                chart);
    }

    /** {@code newestFirst} are samples of the last minute. */
    public static StatsJson of(List<Sample> newestFirst, Chart chart) {
        return new StatsJson(() -> newestFirst, chart);
    }

    /** What something has counted until now. */
    public record Counted(StatsJson stats, Counts counts) {}

    /** How many messages there are now. */
    public record Lengths(StatsJson stats, long ready, long unacked) {}

    private static Parts<Counted> taken() {
        Parts<Counted> parts = with(new Parts<>(), TAKEN);
        return with(parts, "deliver_get", Counts::delivered);
    }

    private static Parts<Counted> with(Parts<Counted> parts, List<Count> counts) {
        counts.forEach(count -> with(parts, count.word(), numbers -> numbers.of(count)));
        return parts;
    }

    private static Parts<Counted> with(Parts<Counted> parts, String name, ToLongFunction<Counts> of) {
        return parts.whole(name, one -> of.applyAsLong(one.counts()))
                .any(name + "_details", one -> one.stats().details(sample -> of.applyAsLong(sample.counts())));
    }

    private static Parts<Lengths> lengths() {
        return new Parts<Lengths>()
                .whole("messages", one -> one.ready() + one.unacked())
                .any("messages_details", one -> one.stats().details(sample -> sample.ready() + sample.unacked()))
                .whole("messages_ready", Lengths::ready)
                .any("messages_ready_details", one -> one.stats().details(Sample::ready))
                .whole("messages_unacknowledged", Lengths::unacked)
                .any("messages_unacknowledged_details", one -> one.stats().details(Sample::unacked));
    }

    private ObjectNode details(ToLongFunction<Sample> of) {
        if (newestFirst == null) {
            newestFirst = samples.get();
        }
        ObjectNode details = Json.object();
        details.put("rate", chart.isRecent(newestFirst) ? rate(newestFirst, of) : 0.0);
        if (chart.isWanted()) {
            samples(details, chart.shown(newestFirst), of);
        }
        return details;
    }

    /** What is not busy has no sample, so what the last one says held until one interval before the next. */
    private static double rate(List<Sample> newestFirst, ToLongFunction<Sample> of) {
        if (newestFirst.size() < 2) {
            return 0;
        }
        Sample newer = newestFirst.get(0);
        Sample older = newestFirst.get(1);
        long millis = newer.atMillis() - older.atMillis();
        return perSecond(newer, older, millis > 2 * Rates.INTERVAL_MILLIS ? Rates.INTERVAL_MILLIS : millis, of);
    }

    private static double perSecond(Sample newer, Sample older, long millis, ToLongFunction<Sample> of) {
        return millis <= 0 ? 0 : (of.applyAsLong(newer) - of.applyAsLong(older)) * 1000.0 / millis;
    }

    private static void samples(ObjectNode details, List<Sample> shown, ToLongFunction<Sample> of) {
        ArrayNode samples = details.putArray("samples");
        long sum = 0;
        for (Sample sample : shown) {
            long value = of.applyAsLong(sample);
            sum += value;
            samples.addObject().put("sample", value).put("timestamp", sample.atMillis());
        }
        details.put("avg", shown.isEmpty() ? 0 : (double) sum / shown.size());
        details.put("avg_rate", averageRate(shown, of));
    }

    private static double averageRate(List<Sample> shown, ToLongFunction<Sample> of) {
        if (shown.size() < 2) {
            return 0;
        }
        Sample newest = shown.get(0);
        Sample oldest = shown.get(shown.size() - 1);
        return perSecond(newest, oldest, newest.atMillis() - oldest.atMillis(), of);
    }
}
