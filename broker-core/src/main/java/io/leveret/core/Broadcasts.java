package io.leveret.core;

/** How a virtual host tells what happens in it: to observers, and as messages. */
record Broadcasts(Reporter reporter, ConnectionReporter connections, Bulletin bulletin, Firehose firehose) {
    static Broadcasts of(VirtualHost vhost, Topology topology, Publisher publisher) {
        Reporter reporter = new Reporter(vhost.name());
        Bulletin bulletin = new Bulletin(vhost, topology, publisher);
        return new Broadcasts(
                reporter,
                new ConnectionReporter(vhost.name(), reporter),
                bulletin,
                new Firehose(vhost, bulletin, reporter));
    }
}
