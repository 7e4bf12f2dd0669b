package io.leveret.management.metrics;

import io.leveret.core.BindingRequest;
import io.leveret.core.view.ChannelView;
import io.leveret.core.view.ConnectionView;
import io.leveret.core.view.ExchangeView;
import io.leveret.core.view.QueueView;
import io.leveret.core.view.VhostView;
import java.util.List;
import java.util.Optional;

/** What node and cores told for a scrape. {@code clusterName} is what somebody named the cluster; {@code ended} is what virtual hosts counted that are gone, so that sums do not fall. */
record Collected(Optional<String> clusterName, List<OfVhost> vhosts, VhostView ended, long nowMillis) {
    Collected {
        vhosts = List.copyOf(vhosts);
    }

    /** Of one virtual host: its sums, and those lists that were asked for; the others are empty. */
    record OfVhost(
            String name,
            VhostView totals,
            List<QueueView> queues,
            List<ConnectionView> connections,
            List<ChannelView> channels,
            List<ExchangeView> exchanges,
            List<BindingRequest> bindings) {}
}
