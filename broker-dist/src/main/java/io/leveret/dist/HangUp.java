package io.leveret.dist;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SIGHUP read the settings again, as daemons do; without it the signal would end Java. What Java has for signals is in no public package and warned of by the
 * compiler, so it is found by name; where it is missing, or started to leave signals alone, SIGHUP is as it was. Owner: node; signals come on threads of their own.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private volatile @Nullable Runnable reload; // set by the thread that starts the broker, read by those of signals
    private volatile boolean early;

    private HangUp() {}

    /** A signal before {@link #reloadWith} counts when that is called. */
    static HangUp install() {
        HangUp hangUp = new HangUp();
        try {
            hangUp.listen(Class.forName("sun.misc.Signal"), Class.forName("sun.misc.SignalHandler"));
        } catch (ReflectiveOperationException e) {
            LOG.info("SIGHUP does not reload the settings here, leveretctl reload does reason=\"{}\"", e.toString());
        }
        return hangUp;
    }

    private void listen(Class<?> signal, Class<?> handler) throws ReflectiveOperationException {
        Object listener =
                Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, this::invoked);
        Object hup = signal.getConstructor(String.class).newInstance("HUP");
        signal.getMethod("handle", signal, handler).invoke(null, hup, listener);
    }

    private @Nullable Object invoked(Object listener, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> listener == Objects.requireNonNull(arguments)[0];
            case "hashCode" -> System.identityHashCode(listener);
            case "toString" -> "HangUp";
            default -> {
                came();
                yield null;
            }
        };
    }

    void came() {
        early = true;
        Runnable task = reload;
        if (task != null) {
            run(task);
        }
    }

    void reloadWith(Runnable task) {
        reload = task;
        if (early) {
            run(task);
        }
    }

    /** Signals do nothing from now on. */
    void ignore() {
        reload = () -> {};
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the reload failed with a defect of Leveret; please report it with this log", e);
        }
    }
}
