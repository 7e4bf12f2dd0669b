package io.leveret.dist;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this node is called wherever it says so: {@code leveret@} and its host's name, up to the first dot as RabbitMQ has it. */
final class NodeName {
    private static final String UNKNOWN_HOST = "localhost";

    private NodeName() {}

    static String here() {
        try {
            return at(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return at(UNKNOWN_HOST);
        }
    }

    static String at(String host) {
        return "leveret@" + host.split("\\.", -1)[0];
    }
}
