package io.leveret.management.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.broker.NodeFacts.Listener;
import io.leveret.management.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the node listens: with AMQP, and with management itself as it begins to. Owner: management. */
public final class Listeners {
    private final NodeFacts facts;
    private final List<Listener> all = new ArrayList<>();
    private @Nullable Instant certificateUntil;

    public Listeners(NodeFacts facts) {
        this.facts = facts;
        all.addAll(facts.listeners());
    }

    public void add(Listener listener) {
        all.add(listener);
    }

    List<Listener> all() {
        return all;
    }

    /** Listeners with TLS show a certificate that is good until then. */
    public void certificateUntil(Instant until) {
        certificateUntil = until;
    }

    /** Null if none has TLS. */
    @Nullable
    Instant certificateUntil() {
        return certificateUntil;
    }

    ArrayNode json() {
        ArrayNode array = Json.array();
        for (Listener listener : all) {
            ObjectNode one = array.addObject();
            one.put("node", facts.name());
            one.put("protocol", listener.protocol());
            one.put("ip_address", listener.address());
            one.put("port", listener.port());
            one.putObject("socket_opts");
        }
        return array;
    }
}
