package io.leveret.core;

import io.leveret.core.exchange.Exchange;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;

/** Publishes what the broker itself has to say to exchanges that only it may publish to. Owner: core. */
final class Bulletin {
    /** Events of the broker; in the default virtual host only. */
    static final String EVENTS = "amq.rabbitmq.event";

    /** Lines of the log; in the default virtual host only. */
    static final String LOG = "amq.rabbitmq.log";

    /** What passes a virtual host that is traced. */
    static final String TRACE = "amq.rabbitmq.trace";

    private static final int LONGEST_KEY = 255;

    private final VirtualHost vhost;
    private final Topology topology;
    private final Publisher publisher;

    Bulletin(VirtualHost vhost, Topology topology, Publisher publisher) {
        this.vhost = vhost;
        this.topology = topology;
        this.publisher = publisher;
    }

    /** Whether anybody would get a message. */
    boolean isRead(String exchange) {
        Exchange there = topology.exchange(exchange);
        return there != null && there.bindingCount() > 0;
    }

    /** Publishes, unless nobody would get it, or there is no room for messages: the broker does not wait as a client would. */
    void publish(String exchange, String key, byte[] properties, Body body) {
        Exchange there = topology.exchange(exchange);
        if (there != null && there.bindingCount() > 0 && !vhost.refusesPublishes()) {
            publisher.release(there, new Message(exchange, shortened(key), properties, body, vhost.now()));
        }
    }

    /** A routing key has at most 255 octets; a queue's or exchange's name may fill them alone. */
    private static String shortened(String key) {
        int octets = 0;
        for (int i = 0; i < key.length(); i += Character.charCount(key.codePointAt(i))) {
            int point = key.codePointAt(i);
            octets += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (octets > LONGEST_KEY) {
                return key.substring(0, i);
            }
        }
        return key;
    }
}
