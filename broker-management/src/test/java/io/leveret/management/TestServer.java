package io.leveret.management;

import io.leveret.management.broker.NodeFacts;
import io.leveret.management.gauge.Gauges;
import java.util.List;

/** A management server over a {@link MemoryBroker}. */
public final class TestServer implements AutoCloseable {
    /** Lets the operator in. */
    public static final String TOKEN = "the operator's token";

    private final MemoryBroker broker = new MemoryBroker();
    private final FakeOperations operations = new FakeOperations();
    private final ManagementServer server;

    public TestServer() {
        this(new FakeGauges());
    }

    public TestServer(Gauges gauges) {
        server = ManagementServer.start(
                new ManagementSettings(
                        new ManagementSettings.Listener(List.of("127.0.0.1"), 0, false),
                        new ManagementSettings.Listener(List.of("127.0.0.1"), 0, false),
                        null,
                        "",
                        List.of(),
                        1 << 20),
                new Surroundings(
                        broker.node(),
                        broker,
                        new FakePasswords(),
                        new NodeFacts(
                                "leveret@test",
                                "leveret",
                                "0.1.0",
                                System.currentTimeMillis(),
                                "/data",
                                () -> 1_000,
                                List.of(new NodeFacts.Listener("amqp", "127.0.0.1", 5672))),
                        gauges,
                        operations.sources(),
                        TOKEN));
    }

    public MemoryBroker broker() {
        return broker;
    }

    public FakeOperations operations() {
        return operations;
    }

    /** A client of the administrator guest. */
    public ApiClient guest() {
        return as("guest", "guest");
    }

    public ApiClient as(String user, String password) {
        return new ApiClient(server.port(), user, password);
    }

    /** A client that has the operator's token. */
    public ApiClient operator() {
        return ApiClient.withToken(port(), TOKEN);
    }

    /** Where metrics are served without a login. */
    public int metricsPort() {
        return server.metricsPort();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        broker.close();
    }
}
