package io.leveret.dist.reload;

import io.leveret.amqp.connection.AmqpServer;
import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.dist.oauth.OauthException;
import io.leveret.dist.oauth.TokenRules;
import io.leveret.dist.settings.Configuration;
import io.leveret.dist.settings.ConfigurationSource;
import io.leveret.dist.settings.Problem;
import io.leveret.dist.settings.SettingsException;
import io.leveret.dist.tls.TlsException;
import io.leveret.dist.tls.TlsInUse;
import io.leveret.management.operation.Reloads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings again for who asks, checks everything, and exchanges what can be exchanged. Owner: management, or who is told of a signal; one at a time. */
public final class Reload implements Reloads {
    /** How files of {@code leveret.tls} are told that have changed under the same names. */
    static final String CERTIFICATES = "certificates";

    /** The same for files of {@code leveret.oauth2}. */
    static final String TOKEN_KEYS = "token-keys";

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final String ACTION = "broker.reload";

    private final ReentrantLock one = new ReentrantLock();
    private final ReloadParts parts;
    private final ConfigurationSource source;
    private final Map<String, Object> inForce;

    /** {@code started} is what the broker was started with. */
    public Reload(Configuration started, ReloadParts parts) {
        this.parts = parts;
        this.source = started.source();
        this.inForce = new HashMap<>(started.values());
    }

    @Override
    public Outcome reload(Actor by) {
        one.lock();
        try {
            Outcome outcome = attempt();
            tell(by, outcome);
            return outcome;
        } finally {
            one.unlock();
        }
    }

    private Outcome attempt() {
        List<String> problems = new ArrayList<>();
        Configuration next = settings(problems);
        TlsInUse certificates = next == null ? null : certificates(next, problems);
        TokenRules tokens = next == null ? null : tokens(next, problems);
        Optional<byte[]> logging = parts.logging().changed(problems);
        if (next == null || !problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        boolean tls = parts.tls() != null && certificates != null;
        Predicate<String> applies = key -> WithoutRestart.applies(key, tls, tokens != null);
        List<String> applied = new ArrayList<>();
        List<String> needsRestart = new ArrayList<>();
        for (String key : next.differences(inForce)) {
            (applies.test(key) ? applied : needsRestart).add(key);
        }
        logging.ifPresent(content -> {
            parts.logging().use(content);
            applied.add(LogConfiguration.NAME);
        });
        if (parts.tls() != null && certificates != null && parts.tls().exchange(certificates)) {
            applied.add(CERTIFICATES);
        }
        if (parts.tokens() != null && tokens != null && parts.tokens().exchange(tokens)) {
            applied.add(TOKEN_KEYS);
        }
        AmqpServer server = parts.server();
        server.exchange(NewConnections.settings(
                next.settings().limits(),
                next.settings().access().logins().anonymousUser(),
                server.settings().serverProperties()));
        parts.rates().exchange(next.settings().limits().publishRates());
        next.values()
                .forEach((key, value) ->
                        inForce.computeIfPresent(key, (same, before) -> applies.test(key) ? value : before));
        return new Outcome(applied, needsRestart, List.of());
    }

    private @Nullable Configuration settings(List<String> problems) {
        try {
            return source.load();
        } catch (SettingsException e) {
            e.problems().stream().map(Problem::toString).forEach(problems::add);
            return null;
        }
    }

    /** Null if nothing is to be served with TLS. */
    private static @Nullable TlsInUse certificates(Configuration next, List<String> problems) {
        try {
            return next.settings().usesTls()
                    ? TlsInUse.read(next.settings().amqp().tls())
                    : null;
        } catch (TlsException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Null if tokens are not taken, or will not be from the next start on. */
    private @Nullable TokenRules tokens(Configuration next, List<String> problems) {
        try {
            return parts.tokens() != null && next.settings().access().takesTokens()
                    ? TokenRules.read(next.settings().access().oauth())
                    : null;
        } catch (OauthException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void tell(Actor by, Outcome outcome) {
        if (!outcome.problems().isEmpty()) {
            outcome.problems().forEach(problem -> LOG.warn("reload refused, nothing has changed: {}", problem));
            parts.audit().changed(AuditEntry.refused(by, ACTION, "", "", String.join("; ", outcome.problems())));
            return;
        }
        if (outcome.unchanged()) {
            LOG.info("reload: nothing has changed");
        }
        if (!outcome.applied().isEmpty()) {
            LOG.info("reload: new settings in force applied={}", outcome.applied());
        }
        if (!outcome.needsRestart().isEmpty()) {
            LOG.warn("reload: changed settings that need a restart keys={}", outcome.needsRestart());
        }
        String detail = "applied=" + outcome.applied() + " needs-restart=" + outcome.needsRestart();
        parts.audit().changed(AuditEntry.ok(by, ACTION, "", "", detail));
    }
}
