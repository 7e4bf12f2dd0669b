package io.leveret.dist.event;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.leveret.core.Announcer;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Properties;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes lines of the log to {@code amq.rabbitmq.log}, with the level as routing key, while anybody is bound to it. What publishing itself logs is not
 * published; what follows from it, such as the delivery of a line, may log a line each time, so lines have a rate that they do not exceed. Owner: node; called
 * by whoever logs.
 */
public final class LogExchange extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** As RabbitMQ's. Names that clients choose can't begin lines of their own. */
    private static final String PATTERN =
            "%date{\"yyyy-MM-dd HH:mm:ss.SSSXXX\"} [%level] %logger{0} - %replace(%message){'\\p{Cntrl}', '?'}%n";

    /** Lines a second. */
    static final int MOST = 1_000;

    /** Those of them that the core itself logs, which may be about lines. */
    static final int MOST_OF_CORE = 100;

    private final String node;
    private final LongSupplier nanoClock;
    private final LineRate all;
    private final LineRate ofCore;
    private final PatternLayout layout = new PatternLayout();
    private final WhilePublishing publishing = new WhilePublishing();
    private volatile @Nullable Outgoing way;

    public LogExchange(String node) {
        this(node, System::nanoTime);
    }

    LogExchange(String node, LongSupplier nanoClock) {
        this.node = node;
        this.nanoClock = nanoClock;
        this.all = new LineRate(MOST, nanoClock);
        this.ofCore = new LineRate(MOST_OF_CORE, nanoClock);
    }

    /** The default virtual host runs from now on. */
    public void open(Announcer announcer) {
        way = new Outgoing(announcer, Announcer.LOG, nanoClock);
    }

    /** There is no default virtual host any more. */
    public void close() {
        way = null;
    }

    @Override
    public void start() {
        layout.setContext(getContext());
        layout.setPattern(PATTERN);
        layout.start();
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        Outgoing there = way;
        if (there == null || publishing.isNow()) {
            return;
        }
        if ((publishing.isOnCore() && !ofCore.takes()) || !all.takes()) {
            if (there.isRead()) {
                there.drop(); // the warning about it is not published: an appender takes no line of its own
            }
            return;
        }
        FieldTable headers = FieldTable.builder().put("node", node).build();
        byte[] properties =
                Properties.of("text/plain", headers, 0, TimeUnit.MILLISECONDS.toSeconds(event.getTimeStamp()));
        there.send(routingKey(event.getLevel()), properties, body(event), publishing);
    }

    /** Lines that were not published though somebody wanted them, since the default virtual host runs. */
    long dropped() {
        Outgoing there = way;
        return there == null ? 0 : there.dropped();
    }

    private Body body(ILoggingEvent event) {
        byte[] line = layout.doLayout(event).getBytes(StandardCharsets.UTF_8);
        return Body.of(line.length > Body.CHUNK ? Arrays.copyOf(line, Body.CHUNK) : line);
    }

    /** RabbitMQ's names of levels. */
    static String routingKey(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "error";
            case Level.WARN_INT -> "warning";
            case Level.INFO_INT -> "info";
            default -> "debug";
        };
    }
}
