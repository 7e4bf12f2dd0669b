package io.leveret.management.http;

import java.util.Collection;
import java.util.Locale;

/** Who may use an endpoint, by the tags of RabbitMQ's users; administrators may use all. */
public enum Access {
    /** Anybody who may log in here at all. */
    MANAGEMENT,
    POLICYMAKER,
    MONITORING,
    ADMINISTRATOR;

    /** The tag that allows just this. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean allows(Collection<String> tags) {
        return tags.contains(tag())
                || tags.contains(ADMINISTRATOR.tag())
                || (this == MANAGEMENT && (tags.contains(POLICYMAKER.tag()) || tags.contains(MONITORING.tag())));
    }
}
