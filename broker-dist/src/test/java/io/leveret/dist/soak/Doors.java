package io.leveret.dist.soak;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** The ways into the broker: AMQP, AMQP with TLS, management and metrics. */
record Doors(int amqp, int amqps, int management, int metrics, SSLContext tls) {
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int PATIENCE_MILLIS = 30_000;

    ConnectionFactory factory(boolean secured) throws GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(secured ? amqps : amqp);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(PATIENCE_MILLIS);
        factory.setHandshakeTimeout(PATIENCE_MILLIS);
        factory.setExceptionHandler(new Composed());
        factory.setChannelRpcTimeout(PATIENCE_MILLIS);
        if (secured) {
            factory.useSslProtocol(tls);
        }
        return factory;
    }

    /** Does not log that a connection has ended. */
    private static final class Composed extends DefaultExceptionHandler {
        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
            // who works with the connection hears of it
        }
    }
}
