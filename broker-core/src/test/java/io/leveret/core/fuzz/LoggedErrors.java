package io.leveret.core.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * Hears of every error that is logged: a bug of ours closes a connection or fails a request, and the log is where it shows. Netty's leak detector and Vert.x tell there
 * what they find, too. Lines of all levels are formatted, as they would be.
 */
public final class LoggedErrors extends AppenderBase<ILoggingEvent> {
    private final AtomicReference<ILoggingEvent> first = new AtomicReference<>();

    private LoggedErrors() {}

    /** From now on, for as long as the process runs. */
    public static LoggedErrors watch() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LoggedErrors errors = new LoggedErrors();
        errors.setContext(root.getLoggerContext());
        errors.start();
        root.addAppender(errors);
        return errors;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = event.getFormattedMessage();
        if (event.getLevel() == Level.ERROR && line != null) {
            first.compareAndSet(null, event);
        }
    }

    /** Fails if there was one since the last time. */
    public void check() {
        ILoggingEvent error = first.getAndSet(null);
        if (error != null) {
            throw new AssertionError(
                    "logged: " + error.getFormattedMessage(),
                    error.getThrowableProxy() instanceof ThrowableProxy cause ? cause.getThrowable() : null);
        }
    }
}
