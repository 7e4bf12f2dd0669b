package io.leveret.dist;

import com.rabbitmq.client.impl.CredentialsProvider;
import com.rabbitmq.client.impl.CredentialsRefreshService;
import java.time.Duration;
import java.util.concurrent.Callable;

/** The tokens of one connection of RabbitMQ's client, renewed when the test says so. */
final class RenewedTokens implements CredentialsProvider, CredentialsRefreshService {
    private volatile String token;
    private volatile Callable<Boolean> renewal = () -> false;

    RenewedTokens(String first) {
        token = first;
    }

    /** Sends another one to the broker, and returns when that has answered. */
    void renew(String next) throws Exception {
        token = next;
        renewal.call();
    }

    @Override
    public String getUsername() {
        return "";
    }

    @Override
    public String getPassword() {
        return token;
    }

    @Override
    public Duration getTimeBeforeExpiration() {
        return Duration.ofDays(1); // so that the client registers a renewal at all
    }

    @Override
    public String register(CredentialsProvider provider, Callable<Boolean> action) {
        renewal = action;
        return "only one";
    }

    @Override
    public void unregister(CredentialsProvider provider, String registration) {}

    @Override
    public boolean isApproachingExpiration(Duration left) {
        return false;
    }
}
