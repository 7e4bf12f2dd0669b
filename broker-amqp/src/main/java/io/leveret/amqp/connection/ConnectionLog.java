package io.leveret.amqp.connection;

import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of one connection: a line when it is accepted, when it is open, and when and why it has ended. Owner: I/O loop. */
final class ConnectionLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.leveret.amqp.connection");

    private final Channel channel;
    private String who = "";
    private String reason = "";
    private boolean accepted;

    ConnectionLog(Channel channel) {
        this.channel = channel;
    }

    /** The connection's name for people, as RabbitMQ makes it; another one once a proxy has told who its client is. */
    String name() {
        return Peer.of(channel).connectionName();
    }

    /** A load balancer that looks whether somebody listens is not worth more than a debug line. */
    void connected() {
        LOG.debug("connected connection=\"{}\"", name());
    }

    void accepted() {
        accepted = true;
        LOG.info("accepted connection=\"{}\"", name());
    }

    void opened(String vhost, String user, String clientName) {
        who = " user=" + user + " vhost=" + vhost + " name=\"" + clientName + "\"";
        LOG.info("authenticated connection=\"{}\"{}", name(), who);
    }

    /** The connection is going to end; the first reason is the one that counts. */
    void ending(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    void closed() {
        String why = reason.isEmpty() ? "client unexpectedly closed its socket" : reason;
        if (accepted) {
            LOG.info("closed: {} connection=\"{}\"{}", why, name(), who);
        } else {
            LOG.debug("closed: {} connection=\"{}\"", why, name());
        }
    }

    void bug(Throwable cause) {
        LOG.error("unexpected failure, closing connection=\"{}\"{}", name(), who, cause);
    }

    void lateEvents(Throwable cause) {
        LOG.debug("events after the end connection=\"{}\"", name(), cause);
    }
}
