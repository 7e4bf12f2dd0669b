package io.leveret.management.rate;

import io.leveret.core.view.CountedView;

/** What rates are kept of: an exchange, a queue or a channel of a virtual host. */
public record Subject(String vhost, CountedView.Kind kind, String name) {
    public static Subject queue(String vhost, String name) {
        return new Subject(vhost, CountedView.Kind.QUEUE, name);
    }

    public static Subject exchange(String vhost, String name) {
        return new Subject(vhost, CountedView.Kind.EXCHANGE, name);
    }

    public static Subject channel(String vhost, String name) {
        return new Subject(vhost, CountedView.Kind.CHANNEL, name);
    }
}
