package io.leveret.dist;

import io.leveret.dist.tls.TestCertificates;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;

/** What a client of TLS says first. */
final class ClientHello {
    private ClientHello() {}

    static byte[] octets(TestCertificates certificates) throws Exception {
        SSLEngine engine = certificates.clientContext(null, "TLS").createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        byte[] octets = new byte[hello.flip().remaining()];
        hello.get(octets);
        return octets;
    }
}
