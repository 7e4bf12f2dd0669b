package io.leveret.dist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what an idle connection with one channel costs in resident memory; the goal is less than 60 KiB. The first thousand also pay for code that
 * is compiled and heap that is touched for the first time. It asserts nothing, and runs only
 * when it is named:
 *
 * <pre>mvn -B verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=IdleConnections -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 */
class IdleConnections {
    private static final int CONNECTIONS = 1_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void measure() throws Exception {
        try (ExternalBroker broker = ExternalBroker.start(folder.resolve("data"), "", "leveret.limits.heartbeat=0 s")) {
            long before = BrokerMemory.residentBytes();
            List<RawConnection> first = open(broker);
            long between = BrokerMemory.residentBytes();
            List<RawConnection> second = open(broker);
            long after = BrokerMemory.residentBytes();
            System.getLogger("IdleConnections")
                    .log(
                            System.Logger.Level.INFO,
                            "resident KiB per idle connection: {0} from a fresh start, {1} for {2} more"
                                    + " ({3} MiB at the start, {4} MiB at the end)",
                            (between - before) / 1024 / CONNECTIONS,
                            (after - between) / 1024 / CONNECTIONS,
                            CONNECTIONS,
                            before >> 20,
                            after >> 20);
            close(first);
            close(second);
            broker.stop();
        }
    }

    private static List<RawConnection> open(ExternalBroker broker) throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(RawConnection.open(broker.port()));
        }
        return connections;
    }

    private static void close(List<RawConnection> connections) throws Exception {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }
}
