package io.leveret.management.metrics;

import io.leveret.core.channel.Traffic;
import io.leveret.core.count.Counts;
import io.leveret.core.count.MessageSizes;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.VhostView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What virtual hosts had counted when they were last seen before their end: counters must not fall, or Prometheus takes the rest for new. Owner: management. */
final class EndedVhosts {
    private final Map<String, VhostView> alive = new HashMap<>();
    private VhostView sum = empty();

    private static VhostView empty() {
        return new VhostView(
                "",
                new VhostView.Objects(0, 0, 0, 0, 0, 0),
                new VhostView.Lives(0, 0, 0, 0, 0, 0, 0),
                new Counts(),
                Map.of(),
                new VhostView.Load(0, 0, 0, false),
                new VhostView.Held(0, 0, 0, 0, 0),
                new VhostView.Publishing(0, 0, 0, 0, 0, new MessageSizes()),
                Traffic.NONE);
    }

    /** One that has fewer channels behind it than before is another one of the same name. */
    void seen(VhostView now) {
        VhostView before = alive.put(now.name(), now);
        if (before != null && before.lives().channelsOpened() > now.lives().channelsOpened()) {
            add(before);
        }
    }

    /** These are all that there are. */
    void keepOnly(Set<String> names) {
        alive.values().removeIf(view -> {
            boolean gone = !names.contains(view.name());
            if (gone) {
                add(view);
            }
            return gone;
        });
    }

    /** A virtual host without anything in it that has counted all that. */
    VhostView sum() {
        return sum;
    }

    private void add(VhostView gone) {
        Counts channels = sum.channels().copy();
        channels.addAll(gone.channels());
        Map<QueueType, Counts> queues = new EnumMap<>(QueueType.class);
        sum.queues().forEach((type, counts) -> queues.put(type, counts.copy()));
        gone.queues()
                .forEach((type, counts) ->
                        queues.computeIfAbsent(type, any -> new Counts()).addAll(counts));
        MessageSizes sizes = sum.publishing().sizes().copy();
        sizes.addAll(gone.publishing().sizes());
        long toConfirm =
                sum.publishing().publishesToConfirm() + gone.publishing().publishesToConfirm();
        Traffic traffic = sum.traffic().plus(gone.traffic());
        sum = new VhostView(
                "",
                sum.objects(),
                sum(sum.lives(), gone.lives()),
                channels,
                queues,
                sum.load(),
                sum.held(),
                new VhostView.Publishing(0, toConfirm, 0, 0, 0, sizes),
                traffic.withoutPending());
    }

    /** What was open has been closed; queues have ended without a deletion of their own. */
    private static VhostView.Lives sum(VhostView.Lives a, VhostView.Lives gone) {
        return new VhostView.Lives(
                a.connectionsOpened() + gone.connectionsOpened(),
                a.connectionsClosed() + gone.connectionsOpened(),
                a.channelsOpened() + gone.channelsOpened(),
                a.channelsClosed() + gone.channelsOpened(),
                a.queuesDeclared() + gone.queuesDeclared(),
                a.queuesCreated() + gone.queuesCreated(),
                a.queuesDeleted() + gone.queuesDeleted());
    }
}
