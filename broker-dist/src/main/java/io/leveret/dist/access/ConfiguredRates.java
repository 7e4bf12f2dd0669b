package io.leveret.dist.access;

import io.leveret.dist.settings.PublishRates;

/** The rates of the settings, read by I/O loops, exchanged as a whole by a reload. Owner: node. */
public final class ConfiguredRates {
    private volatile PublishRates rates;

    public ConfiguredRates(PublishRates rates) {
        this.rates = rates;
    }

    PublishRates rates() {
        return rates;
    }

    public void exchange(PublishRates next) {
        rates = next;
    }
}
