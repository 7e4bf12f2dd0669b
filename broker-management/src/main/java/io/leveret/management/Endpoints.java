package io.leveret.management;

import io.leveret.core.node.Node;
import io.leveret.management.action.Actions;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.definition.DefinitionFiles;
import io.leveret.management.http.OpenApi;
import io.leveret.management.http.Route;
import io.leveret.management.message.WaitingMessages;
import io.leveret.management.node.NodeObjects;
import io.leveret.management.object.Objects;
import io.leveret.management.operation.Operations;
import io.leveret.management.overview.Listeners;
import io.leveret.management.overview.WholeNode;
import io.leveret.management.rate.Rates;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;

/** All endpoints of the API, each group made with what it needs. */
final class Endpoints {
    private final Vertx vertx;
    private final ManagementLoop loop;
    private final Surroundings with;
    private final Listeners listeners;

    Endpoints(Vertx vertx, ManagementLoop loop, Surroundings with, Listeners listeners) {
        this.vertx = vertx;
        this.loop = loop;
        this.with = with;
        this.listeners = listeners;
    }

    List<Route> routes() {
        Node node = with.node();
        NodeFacts facts = with.facts();
        Rates rates = new Rates(loop, node);
        rates.start();
        List<Route> all = Stream.of(
                        Whoami.routes(),
                        WholeNode.routes(loop, rates, facts, with.gauges(), listeners),
                        Objects.routes(loop, rates, facts.name()),
                        nodeObjects(facts).routes(),
                        new Actions(loop, node).routes(),
                        new WaitingMessages(loop, node).routes(),
                        new DefinitionFiles(vertx, loop, node, with.passwords(), facts).routes(),
                        new Operations(vertx, loop, with.operations()).routes())
                .flatMap(List::stream)
                .toList();
        return Stream.concat(all.stream(), Stream.of(new OpenApi(facts.version()).route(all)))
                .toList();
    }

    private NodeObjects nodeObjects(NodeFacts facts) {
        NodeObjects.Names names = new NodeObjects.Names(facts.name(), facts.clusterName());
        return new NodeObjects(vertx, loop, with.node(), with.passwords(), names);
    }
}
