package io.leveret.management.metrics;

import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConnectionView;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.QueueView;
import io.leveret.management.metrics.Collected.OfVhost;
import io.leveret.management.metrics.Metric.Row;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The objects of a scrape with their labels, in the order of these: made once for all metrics of an object. */
final class Rows {
    private final Collected collected;
    private final List<Row<QueueView>> queues;

    Rows(Collected collected) {
        this.collected = collected;
        this.queues = rows(
                OfVhost::queues,
                (vhost, queue) ->
                        Labels.of("vhost", vhost, "queue", queue.settings().name()));
    }

    List<Row<QueueView>> queues() {
        return queues;
    }

    List<Row<ConnectionView>> connections() {
        return rows(
                OfVhost::connections,
                (vhost, connection) -> Labels.of(
                        "vhost", vhost, "connection", connection.settings().connectionName()));
    }

    List<Row<ChannelView>> channels() {
        return rows(
                OfVhost::channels,
                (vhost, channel) ->
                        Labels.of("vhost", vhost, "channel", channel.name().text()));
    }

    List<Row<ExchangeView>> exchanges() {
        return rows(
                OfVhost::exchanges,
                (vhost, exchange) -> Labels.of(
                        "vhost", vhost, "exchange", exchange.settings().name()));
    }

    /** As RabbitMQ names exchanges that applications see. */
    List<Row<ExchangeView>> typedExchanges() {
        return rows(
                vhost -> vhost.exchanges().stream()
                        .filter(exchange -> !exchange.settings().name().isEmpty()
                                && !exchange.settings().internal())
                        .toList(),
                (vhost, exchange) -> Labels.of(
                        "vhost",
                        vhost,
                        "exchange",
                        exchange.settings().name(),
                        "type",
                        exchange.settings().type().wireName()));
    }

    /** The same with the number of their bindings. */
    List<Row<Integer>> exchangeBindings() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (OfVhost vhost : collected.vhosts()) {
            Map<String, Integer> ofVhost = new HashMap<>();
            vhost.bindings().forEach(binding -> ofVhost.merge(binding.source(), 1, Integer::sum));
            counts.put(vhost.name(), ofVhost);
        }
        return typedExchanges().stream()
                .map(row -> new Row<>(
                        row.labels(),
                        counts.getOrDefault(row.labels().get("vhost"), Map.of())
                                .getOrDefault(row.object().settings().name(), 0)))
                .toList();
    }

    /** Queues with how long their messages wait. */
    List<Row<ObjectMetrics.Age>> ages() {
        return queues.stream()
                .map(row -> new Row<>(
                        row.labels(), new ObjectMetrics.Age(row.object().lengths(), collected.nowMillis())))
                .toList();
    }

    /** A connection that is gone may still be seen when another has its name: one of them counts. */
    private <T> List<Row<T>> rows(Function<OfVhost, List<T>> objects, BiFunction<String, T, Labels> labels) {
        List<Row<T>> all = new ArrayList<>();
        for (OfVhost vhost : collected.vhosts()) {
            objects.apply(vhost).forEach(one -> all.add(new Row<>(labels.apply(vhost.name(), one), one)));
        }
        all.sort(Comparator.comparing(Row::labels));
        List<Row<T>> distinct = new ArrayList<>(all.size());
        for (Row<T> row : all) {
            if (distinct.isEmpty()
                    || !distinct.get(distinct.size() - 1).labels().equals(row.labels())) {
                distinct.add(row);
            }
        }
        return distinct;
    }
}
