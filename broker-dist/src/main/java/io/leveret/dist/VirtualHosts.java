package io.leveret.dist;

import io.leveret.amqp.memory.PooledMemory;
import io.leveret.core.CoreLoop;
import io.leveret.core.Tokens;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.node.Cores;
import io.leveret.dist.settings.Settings;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The virtual hosts with what each needs to run: a core, a port of the journal, its share of the memory. Owner: node. */
final class VirtualHosts implements Cores {
    private static final int TOKEN_BYTES = 16;

    /** Direct memory is as large as the heap by default: half is for messages that wait, this part for output, the rest for reading and what exceeds its share. */
    private static final int OUTPUT_SHARE = 4;

    private final Settings settings;
    private final CoreThreads threads;
    private final NodeStorage storage;
    private final Observation observation;
    private final Map<String, CoreLoop> running = new HashMap<>();

    VirtualHosts(Settings settings, CoreThreads threads, NodeStorage storage, Observation observation) {
        this.settings = settings;
        this.threads = threads;
        this.storage = storage;
        this.observation = observation;
    }

    /** A virtual host without anything in it and not yet running: for recovery. */
    static VirtualHost make(Settings settings, String name) {
        SecureRandom random = new SecureRandom();
        Tokens tokens = () -> {
            byte[] octets = new byte[TOKEN_BYTES];
            random.nextBytes(octets);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        };
        return new VirtualHost(
                name, limits(settings, 1), new PooledMemory(), tokens, new SplittableRandom(random.nextLong()));
    }

    /** What messages of all virtual hosts may hold before publishes wait. */
    static long publishStopBytes(Settings settings) {
        return (long) (Runtime.getRuntime().maxMemory() * settings.publishStopShare());
    }

    /** The node's memory is divided evenly. */
    private static VirtualHostLimits limits(Settings settings, int count) {
        long heap = Runtime.getRuntime().maxMemory();
        return new VirtualHostLimits(
                publishStopBytes(settings) / count, settings.limits().transactionBytes(), heap / OUTPUT_SHARE / count);
    }

    /** Lets the virtual hosts that were recovered run. */
    Map<String, CoreLoop> startAll(Map<String, VirtualHost> recovered) {
        recovered.values().forEach(this::run);
        share();
        return Map.copyOf(running);
    }

    @Override
    public CoreLoop start(String name) {
        CoreLoop loop = run(make(settings, name));
        share();
        return loop;
    }

    private CoreLoop run(VirtualHost vhost) {
        CoreLoop loop = new CoreLoop(vhost, threads.executor(vhost.name()), System::currentTimeMillis);
        vhost.observe(observation.observers());
        storage.attach(vhost, loop);
        observation.vhostStarted(vhost.name(), loop.announcer());
        running.put(vhost.name(), loop);
        return loop;
    }

    @Override
    public void ended(String name) {
        running.remove(name);
        observation.vhostEnded(name);
        threads.end(name);
        share();
    }

    private void share() {
        VirtualHostLimits limits = limits(settings, Math.max(1, running.size()));
        running.values().forEach(core -> core.control().resize(limits));
    }
}
