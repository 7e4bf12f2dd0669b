package io.leveret.dist.supervisor;

import io.leveret.core.CoreReader;
import io.leveret.core.view.VhostView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the node, the I/O loops and the cores, and tells the supervisor when all have answered: one that hangs leaves the watchdog without its sign of life. Owner: supervisor.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Watched watched;
    private final Telling telling;
    private final Executor supervisor;
    private final RollCall<Boolean> alive;
    private final RollCall<VhostView> totals;
    private boolean nodeOwes;
    private boolean complained;
    private long statusNanos;

    /** {@code watchdog}: whether signs of life are wanted. */
    Watch(Watched watched, Telling telling, Executor supervisor, boolean watchdog, long nowNanos) {
        this.watched = watched;
        this.telling = telling;
        this.supervisor = supervisor;
        this.alive = new RollCall<>(supervisor, answers -> answered(watchdog));
        this.totals = new RollCall<>(
                supervisor, vhosts -> telling.tell("STATUS=" + StatusLine.of(watched.listeners(), vhosts)));
        this.statusNanos = nowNanos - STATUS_NANOS;
    }

    void look(long nowNanos) {
        complain();
        if (nodeOwes) {
            return;
        }
        nodeOwes = true;
        watched.cores()
                .accept(cores -> supervisor.execute(() -> {
                    nodeOwes = false;
                    ask(cores, nowNanos);
                }));
    }

    private void ask(Map<String, CoreReader> cores, long nowNanos) {
        List<RollCall.Asked<Boolean>> threads = new ArrayList<>();
        watched.ioLoops()
                .forEach(loop -> threads.add(
                        new RollCall.Asked<>(loop, "an I/O loop", answer -> loop.execute(() -> answer.accept(true)))));
        cores.forEach((vhost, core) -> threads.add(new RollCall.Asked<>(
                core, "the core of '" + vhost + "'", answer -> core.answers(() -> answer.accept(true)))));
        alive.begin(threads);
        if (nowNanos - statusNanos >= STATUS_NANOS) {
            statusNanos = nowNanos;
            List<RollCall.Asked<VhostView>> vhosts = new ArrayList<>();
            cores.forEach((vhost, core) -> vhosts.add(new RollCall.Asked<>(core, vhost, core::totals)));
            totals.begin(vhosts);
        }
    }

    private void answered(boolean watchdog) {
        if (watchdog) {
            telling.tell("WATCHDOG=1");
        }
        if (complained) {
            LOG.info("all threads answer again");
            complained = false;
            telling.tell("STATUS=" + StatusLine.ready(watched.listeners()));
        }
    }

    private void complain() {
        List<String> owing = nodeOwes ? List.of("the node") : alive.owing();
        if (!owing.isEmpty() && !complained) {
            LOG.warn("no answer from {}; the supervisor's watchdog gets no sign of life until there is one", owing);
            telling.tell("STATUS=no answer from " + String.join(", ", owing));
            complained = true;
        }
    }
}
