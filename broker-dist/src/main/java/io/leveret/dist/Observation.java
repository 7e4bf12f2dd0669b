package io.leveret.dist;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.leveret.core.Announcer;
import io.leveret.core.event.Observers;
import io.leveret.dist.audit.AuditLog;
import io.leveret.dist.event.EventExchange;
import io.leveret.dist.event.LogExchange;
import io.leveret.dist.log.LogTail;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Who hears of what happens in the broker and of what it logs, from its start to its stop. */
final class Observation implements AutoCloseable {
    /** The virtual host that has the exchanges for events and for the log. */
    private static final String DEFAULT_VHOST = "/";

    private final String nodeName = NodeName.here();
    private final EventExchange events = new EventExchange(System::currentTimeMillis);
    private final LogExchange logExchange = new LogExchange(nodeName);
    private final LogTail logTail = new LogTail();
    private final AuditLog audit;
    private final LoggerContext logging;

    private Observation(Path dataDirectory, LoggerContext logging) {
        this.audit = new AuditLog(dataDirectory.resolve("audit"), System::currentTimeMillis);
        this.logging = logging;
    }

    static Observation start(Path dataDirectory) {
        Observation observation = new Observation(dataDirectory, (LoggerContext) LoggerFactory.getILoggerFactory());
        observation.audit.start();
        observation.hearLog();
        return observation;
    }

    /** Again, when Logback has read its configuration and thrown out all appenders. */
    void hearLog() {
        appenders().forEach(appender -> {
            appender.setContext(logging);
            appender.start();
            root().addAppender(appender);
        });
    }

    private List<Appender<ILoggingEvent>> appenders() {
        return List.of(logTail, logExchange);
    }

    private Logger root() {
        return logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    Observers observers() {
        return new Observers(nodeName, events, audit);
    }

    AuditLog audit() {
        return audit;
    }

    LogTail logTail() {
        return logTail;
    }

    void vhostStarted(String name, Announcer announcer) {
        if (name.equals(DEFAULT_VHOST)) {
            events.start(announcer);
            logExchange.open(announcer);
        }
    }

    void vhostEnded(String name) {
        if (name.equals(DEFAULT_VHOST)) {
            events.stop();
            logExchange.close();
        }
    }

    /** The cores have stopped. */
    @Override
    public void close() {
        vhostEnded(DEFAULT_VHOST);
        appenders().forEach(appender -> {
            root().detachAppender(appender);
            appender.stop();
        });
        audit.close();
    }
}
