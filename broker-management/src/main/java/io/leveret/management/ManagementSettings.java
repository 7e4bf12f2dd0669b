package io.leveret.management;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where management listens and what it takes. A listener that is null is off; {@code certificate} is there if one of them has TLS. {@code pathPrefix} is empty or begins with a slash; {@code corsOrigins} may use the API from
 * their pages; {@code bodyBytes} is the largest body of a request.
 */
public record ManagementSettings(
        @Nullable Listener management,
        @Nullable Listener metrics,
        @Nullable HttpCertificate certificate,
        String pathPrefix,
        List<String> corsOrigins,
        int bodyBytes) {

    /** Addresses and a port, of which 0 is any free one. */
    public record Listener(List<String> hosts, int port, boolean tls) {}
}
