package io.leveret.dist.reload;

import io.leveret.amqp.connection.AmqpServer;
import io.leveret.core.event.AuditListener;
import io.leveret.dist.access.ConfiguredRates;
import io.leveret.dist.tls.TlsKeeper;
import org.jspecify.annotations.Nullable;

/** What a reload exchanges the settings of, and who is told of it; {@code tls} is null if nothing listens with TLS. */
public record ReloadParts(
        AmqpServer server,
        ConfiguredRates rates,
        @Nullable TlsKeeper tls,
        LogConfiguration logging,
        AuditListener audit) {}
