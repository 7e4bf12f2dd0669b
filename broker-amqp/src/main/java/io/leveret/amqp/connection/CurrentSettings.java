package io.leveret.amqp.connection;

/** The settings of connections that are accepted now: read by I/O loops for each of them, exchanged as a whole. Owner: node. */
final class CurrentSettings {
    private volatile ConnectionSettings value;

    CurrentSettings(ConnectionSettings value) {
        this.value = value;
    }

    ConnectionSettings value() {
        return value;
    }

    void exchange(ConnectionSettings next) {
        value = next;
    }
}
