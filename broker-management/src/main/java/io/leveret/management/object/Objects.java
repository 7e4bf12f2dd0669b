package io.leveret.management.object;

import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Rates;
import java.util.List;
import java.util.stream.Stream;

/** All that can be looked at in virtual hosts. */
public final class Objects {
    private Objects() {}

    /** {@code node} is the node's name. */
    public static List<Route> routes(ManagementLoop loop, Rates rates, String node) {
        Lists lists = new Lists(loop);
        return Stream.of(
                        new Queues(lists, rates, node).routes(),
                        new Exchanges(lists, rates).routes(),
                        new Bindings(lists).routes(),
                        new Connections(lists, new TrafficRates(loop), node).routes(),
                        new Channels(lists, rates, node).routes())
                .flatMap(List::stream)
                .toList();
    }
}
