package io.leveret.dist.tls;

import io.leveret.amqp.tls.CertificateName;
import io.leveret.amqp.tls.TlsSetup;
import io.leveret.dist.settings.TlsSettings;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what TLS is served with, and exchanges it when the files change; what can't be used is told in the log, and the old one stays. Connections that are open go
 * on as they are. Owner: node; {@link #look} is its watcher's.
 */
public final class TlsKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsKeeper.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration SOON = Duration.ofDays(30);

    private final TlsSettings settings;
    private final TlsFiles files;
    private final List<Consumer<TlsMaterial>> listeners = new CopyOnWriteArrayList<>();
    private volatile TlsInUse current;
    private List<String> read;
    private List<String> seen;
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("leveret-tls", true));

    /** Throws {@link TlsException} if there is nothing to begin with. */
    public TlsKeeper(TlsSettings settings) {
        this.settings = settings;
        this.files = new TlsFiles(settings);
        read = fingerprints();
        seen = read;
        current = inUse();
        tell("certificate in use");
    }

    private TlsInUse inUse() {
        return TlsInUse.of(files.read(), settings);
    }

    /** Begins to look whether files have changed. */
    public void start() {
        watcher.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How AMQP's listener speaks TLS. */
    public TlsSetup setup() {
        TlsSettings.Login login = settings.login();
        return new TlsSetup(
                () -> current.context(),
                settings.handshakeTimeoutMillis(),
                new CertificateName(
                        CertificateName.Part.valueOf(login.userName().name()), login.index()));
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
        List<String> now = fingerprints();
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
            TlsInUse next = inUse();
            current = next;
            tell("certificate changed, new connections get it");
            listeners.forEach(listener -> listener.accept(next.material()));
        } catch (TlsException e) {
            LOG.error("changed certificates can't be used, those from before stay in use: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("changed certificates can't be used by a defect of Leveret, those from before stay in use", e);
        }
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

    /** What tells one state of the files from another. */
    private List<String> fingerprints() {
        List<String> fingerprints = new ArrayList<>();
        for (Path file : files.all()) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                fingerprints.add(now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
            } catch (IOException e) {
                fingerprints.add("not there");
            }
        }
        return fingerprints;
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
