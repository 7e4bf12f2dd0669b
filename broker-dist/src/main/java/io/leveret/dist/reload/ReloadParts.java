package io.leveret.dist.reload;

import io.leveret.amqp.connection.AmqpServer;
import io.leveret.core.event.AuditListener;
import io.leveret.dist.access.ConfiguredRates;
import io.leveret.dist.oauth.TokenLogins;
import io.leveret.dist.tls.TlsKeeper;
import org.jspecify.annotations.Nullable;

/** What a reload exchanges the settings of, and who is told of it; {@code tls} and {@code tokens} are null if nothing listens with TLS, or nobody logs in with tokens. */
public record ReloadParts(
        AmqpServer server,
        ConfiguredRates rates,
        @Nullable TlsKeeper tls,
        @Nullable TokenLogins tokens,
        LogConfiguration logging,
        AuditListener audit) {}
