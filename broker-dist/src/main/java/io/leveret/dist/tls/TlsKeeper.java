package io.leveret.dist.tls;

import io.leveret.amqp.tls.CertificateName;
import io.leveret.amqp.tls.TlsSetup;
import io.leveret.dist.settings.TlsSettings;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what TLS is served with, and exchanges it when the files or the settings change; what can't be used is told in the log, and the old one stays. Connections
 * that are open go on as they are. Owner: node; {@link #look} and exchanges are its watcher's.
 */
public final class TlsKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsKeeper.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration SOON = Duration.ofDays(30);

    private final List<Consumer<TlsMaterial>> listeners = new CopyOnWriteArrayList<>();
    private volatile TlsInUse current;
    private List<String> read;
    private List<String> seen;
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("leveret-tls", true));

    /** Throws {@link TlsException} if there is nothing to begin with. */
    public TlsKeeper(TlsSettings settings) {
        current = TlsInUse.read(settings);
        read = current.files();
        seen = read;
        tell("certificate in use");
    }

    /** Begins to look whether files have changed. */
    public void start() {
        watcher.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How the next connection of AMQP is served. */
    public TlsSetup setup() {
        return current.setup();
    }

    /** Serves TLS with this from now on, if it is another; returns, when that is so, whether files of the same names have changed. */
    public boolean exchange(TlsInUse next) {
        return CompletableFuture.supplyAsync(() -> exchanged(next), watcher).join();
    }

    private boolean exchanged(TlsInUse next) {
        TlsInUse before = current;
        boolean otherFiles = !next.files().equals(before.files());
        if (otherFiles || !next.settings().equals(before.settings())) {
            read = next.files();
            seen = read;
            use(next);
        }
        return otherFiles && next.names().equals(before.names());
    }

    /** What is in use now. */
    public TlsMaterial material() {
        return current.material();
    }

    /** Is told of what is in use from now on, on the watcher's thread. */
    public void onChange(Consumer<TlsMaterial> listener) {
        listeners.add(listener);
    }

    /** Reads the files again if they have changed, and did not change since the last look: who writes them may not be done. */
    void look() {
        List<String> now = new TlsFiles(current.settings()).fingerprints();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(read)) {
            read = now;
            reload();
        }
    }

    /** Whatever goes wrong, the next look comes. */
    private void reload() {
        try {
            use(TlsInUse.read(current.settings()));
        } catch (TlsException e) {
            LOG.error("changed certificates can't be used, those from before stay in use: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("changed certificates can't be used by a defect of Leveret, those from before stay in use", e);
        }
    }

    private void use(TlsInUse next) {
        current = next;
        tell("certificate read again, new connections get it");
        listeners.forEach(listener -> listener.accept(next.material()));
    }

    private void tell(String what) {
        X509Certificate certificate = current.material().certificate();
        Instant until = certificate.getNotAfter().toInstant();
        String name = CertificateName.text(certificate.getSubjectX500Principal());
        LOG.info("{} subject=\"{}\" until={} provider={}", what, name, until, TlsInUse.provider());
        if (until.isBefore(Instant.now())) {
            LOG.warn("the certificate has expired, clients will refuse it subject=\"{}\"", name);
        } else if (until.isBefore(Instant.now().plus(SOON))) {
            LOG.warn("the certificate expires within 30 days subject=\"{}\"", name);
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
