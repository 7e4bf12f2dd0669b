package io.leveret.management.rate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.management.http.Json;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Numbers and their rates as RabbitMQ's API has them: {@code publish} and {@code publish_details.rate}, with the samples of a chart if they are asked for. */
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

    private final List<Sample> newestFirst;
    private final Chart chart;

    private StatsJson(List<Sample> newestFirst, Chart chart) {
        this.newestFirst = newestFirst;
        this.chart = chart;
    }

    /** {@code series} is null for what was not busy. */
    public static StatsJson of(@Nullable Series series, Chart chart) {
        return new StatsJson(series == null ? List.of() : series.newestFirst(), chart);
    }

    /** {@code newestFirst} are samples of the last minute. */
    public static StatsJson of(List<Sample> newestFirst, Chart chart) {
        return new StatsJson(newestFirst, chart);
    }

    /** {@code message_stats} of a queue. */
    public ObjectNode queue(Counts counts) {
        ObjectNode stats = Json.object();
        taken(stats, counts);
        put(stats, Count.PUBLISH, counts);
        return stats;
    }

    /** {@code message_stats} of an exchange. */
    public ObjectNode exchange(Counts counts) {
        ObjectNode stats = Json.object();
        OF_EXCHANGE.forEach(count -> put(stats, count, counts));
        return stats;
    }

    /** {@code message_stats} of a channel, a virtual host or the node. */
    public ObjectNode channel(Counts counts) {
        ObjectNode stats = Json.object();
        taken(stats, counts);
        OF_CHANNEL.forEach(count -> put(stats, count, counts));
        return stats;
    }

    private void taken(ObjectNode stats, Counts counts) {
        TAKEN.forEach(count -> put(stats, count, counts));
        put(stats, "deliver_get", counts.delivered(), sample -> sample.counts().delivered());
    }

    /** {@code messages}, {@code messages_ready} and {@code messages_unacknowledged} with their rates. */
    public void lengths(ObjectNode object, long ready, long unacked) {
        put(object, "messages", ready + unacked, sample -> sample.ready() + sample.unacked());
        put(object, "messages_ready", ready, Sample::ready);
        put(object, "messages_unacknowledged", unacked, Sample::unacked);
    }

    private void put(ObjectNode object, Count count, Counts counts) {
        put(object, count.word(), counts.of(count), sample -> sample.counts().of(count));
    }

    private void put(ObjectNode object, String name, long value, ToLongFunction<Sample> of) {
        object.put(name, value);
        ObjectNode details = object.putObject(name + "_details");
        details.put("rate", chart.isRecent(newestFirst) ? rate(of) : 0.0);
        if (chart.isWanted()) {
            samples(details, of);
        }
    }

    /** What is not busy has no sample, so what the last one says held until one interval before the next. */
    private double rate(ToLongFunction<Sample> of) {
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

    private void samples(ObjectNode details, ToLongFunction<Sample> of) {
        List<Sample> shown = chart.shown(newestFirst);
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
