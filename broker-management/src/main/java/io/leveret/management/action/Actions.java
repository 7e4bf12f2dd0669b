package io.leveret.management.action;

import io.leveret.core.node.Node;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** All endpoints that do something in virtual hosts. Owner: management. */
public final class Actions {
    private final List<Route> routes;

    public Actions(ManagementLoop loop, Node node) {
        VhostCalls calls = new VhostCalls(loop, node);
        Publisher publisher = new Publisher(calls);
        Deliveries deliveries = new Deliveries(loop, Deliveries.Limits.USUAL);
        routes = Stream.of(
                        new ExchangeEndpoints(loop, calls).routes(),
                        new QueueEndpoints(loop, calls).routes(),
                        new BindingEndpoints(loop, calls).routes(),
                        new PublishEndpoint(publisher).routes(),
                        new RawPublishEndpoint(publisher).routes(),
                        new GetEndpoint(loop, calls).routes(),
                        new NextEndpoint(loop, calls, deliveries).routes(),
                        new DeliveryEndpoints(deliveries).routes(),
                        new ConnectionEndpoints(loop, node).routes(),
                        new AlivenessEndpoint(calls).routes())
                .flatMap(List::stream)
                .toList();
    }

    public List<Route> routes() {
        return routes;
    }
}
