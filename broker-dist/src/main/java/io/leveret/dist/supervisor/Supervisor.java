package io.leveret.dist.supervisor;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever started the process, as it wants to be told by {@code sd_notify(3)}'s rules. Owner: supervisor. */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final EventLoopGroup thread;
    private final NotifySocket telling;
    private final OptionalLong watchdogMicros;
    private @Nullable ScheduledFuture<?> looks;

    private Supervisor(EventLoopGroup thread, NotifySocket telling, OptionalLong watchdogMicros) {
        this.thread = thread;
        this.telling = telling;
        this.watchdogMicros = watchdogMicros;
    }

    /** The one that the environment names; empty if there is none, or none that can be told anything. */
    public static Optional<Supervisor> of(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!NotifySocket.canReach(name)) {
            LOG.warn(
                    "the supervisor is not told how the broker is: NOTIFY_SOCKET={} is neither a path nor begins with @",
                    name);
            return Optional.empty();
        }
        if (!Epoll.isAvailable()) {
            LOG.warn(
                    "the supervisor is not told how the broker is: NOTIFY_SOCKET={} needs Netty's epoll, which is not there: {}",
                    name,
                    String.valueOf(Epoll.unavailabilityCause()));
            return Optional.empty();
        }
        EventLoopGroup thread = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("leveret-supervisor", true), EpollIoHandler.newFactory());
        return Optional.of(new Supervisor(thread, new NotifySocket(thread.next(), name), watchdogMicros(environment)));
    }

    /** Empty if no signs of life are wanted, or those of another process. */
    static OptionalLong watchdogMicros(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return OptionalLong.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros > 0 ? OptionalLong.of(micros) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            LOG.warn(
                    "no signs of life for the supervisor's watchdog: WATCHDOG_USEC={}",
                    environment.get("WATCHDOG_USEC"));
            return OptionalLong.empty();
        }
    }

    public void starting() {
        telling.tell("STATUS=starting: reading the journal");
    }

    /** The broker serves connections, and is looked after from now on. */
    public void ready(Watched watched) {
        telling.tell("READY=1\nSTATUS=" + StatusLine.ready(watched.listeners()));
        long nanos =
                Math.min(TimeUnit.MICROSECONDS.toNanos(watchdogMicros.orElse(Long.MAX_VALUE)) / 2, Watch.STATUS_NANOS);
        Watch watch = new Watch(watched, telling, thread, watchdogMicros.isPresent(), System.nanoTime());
        thread.execute(() -> looks = thread.scheduleAtFixedRate(() -> look(watch), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private static void look(Watch watch) {
        try {
            watch.look(System.nanoTime());
        } catch (RuntimeException e) { // it would end the looks without a word
            LOG.error("the broker can't be asked how it is", e);
        }
    }

    public void stopping() {
        telling.tell("STOPPING=1\nSTATUS=stopping");
        thread.execute(() -> {
            if (looks != null) {
                looks.cancel(false);
            }
        });
    }

    /** What was told before goes out first: a thread that is shutting down takes no new socket. */
    @Override
    public void close() {
        telling.allTold().awaitUninterruptibly(1, TimeUnit.SECONDS);
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
