package io.leveret.management.overview;

import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.http.Route;
import io.leveret.management.rate.Rates;
import java.util.List;
import java.util.stream.Stream;

/** All endpoints about the node as a whole. */
public final class WholeNode {
    private WholeNode() {}

    public static List<Route> routes(
            ManagementLoop loop, Rates rates, NodeFacts facts, Gauges gauges, Listeners listeners) {
        return Stream.of(
                        new Overview(loop, rates, facts, listeners).routes(),
                        new Nodes(loop, facts, gauges, rates).routes(),
                        new Health(gauges, rates, listeners, facts.connectionLimit()).routes())
                .flatMap(List::stream)
                .toList();
    }
}
