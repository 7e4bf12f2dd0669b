package io.leveret.management.metrics;

import io.leveret.core.CoreReader;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.core.view.SliceReader;
import io.leveret.core.view.VhostView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.metrics.Collected.OfVhost;
import io.leveret.management.metrics.Family.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Asks the cores of all virtual hosts for what a scrape is about. Owner: management. */
final class Collector {
    /** A virtual host that has ended meanwhile answers nothing. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final ManagementLoop loop;
    private final Node node;
    private final LongSupplier millis;
    private final EndedVhosts ended = new EndedVhosts();

    Collector(ManagementLoop loop, Node node, LongSupplier millis) {
        this.loop = loop;
        this.node = node;
        this.millis = millis;
    }

    Future<Collected> collect(ScrapeRequest request) {
        return loop.<NodeView>ask(node::view).compose(view -> {
            List<OfVhost> found = new ArrayList<>();
            List<Future<Void>> asked = new ArrayList<>();
            for (Map.Entry<String, CoreReader> vhost : view.readers().entrySet()) {
                if (request.sees(vhost.getKey())) {
                    asked.add(soon(ask(vhost.getKey(), vhost.getValue(), request), found::add));
                }
            }
            return Future.all(asked).map(all -> {
                found.forEach(one -> ended.seen(one.totals()));
                ended.keepOnly(view.readers().keySet());
                return new Collected(view.clusterName(), found, ended.sum(), millis.getAsLong());
            });
        });
    }

    /** Completes when the answer is heard, or not any more expected. */
    private Future<Void> soon(Future<OfVhost> answer, Consumer<OfVhost> found) {
        Promise<Void> over = Promise.promise();
        loop.after(PATIENCE_MILLIS, over::tryComplete);
        answer.onSuccess(one -> {
            if (!over.future().isComplete()) {
                found.accept(one);
                over.complete();
            }
        });
        return over.future();
    }

    private Future<OfVhost> ask(String name, CoreReader reader, ScrapeRequest request) {
        boolean bindings = request.wants(Source.BINDINGS);
        Future<VhostView> totals = loop.ask(reader::totals);
        var queues = list(request.wants(Source.QUEUES), reader::queues);
        var connections = list(request.wants(Source.CONNECTIONS), reader::connections);
        var ofChannels = list(request.wants(Source.CHANNELS), reader::channels);
        var exchanges = list(bindings || request.wants(Source.EXCHANGES), reader::exchanges);
        var ofBindings = list(bindings, reader::bindings);
        return Future.all(List.of(totals, queues, connections, ofChannels, exchanges, ofBindings))
                .map(all -> new OfVhost(
                        name,
                        totals.result(),
                        queues.result(),
                        connections.result(),
                        ofChannels.result(),
                        exchanges.result(),
                        ofBindings.result()));
    }

    private <T> Future<List<T>> list(boolean wanted, Consumer<SliceReader<T>> listing) {
        return wanted ? loop.list(listing) : Future.succeededFuture(List.of());
    }
}
