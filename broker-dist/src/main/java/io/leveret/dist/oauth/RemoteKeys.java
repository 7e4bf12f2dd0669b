package io.leveret.dist.oauth;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.leveret.dist.settings.OauthSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys from an address, which is that of the set itself or is asked of the issuer. They are fetched when they are needed first, when they have become old, and when a
 * token has a key that is not among them, but never sooner than 30 s after the time before: who makes up ids of keys makes nobody busy. When they can't be
 * fetched the old ones count for a day. Called by the threads that check tokens; one of them fetches, the others wait for it or go on with the old ones. Owner: auth worker.
 */
final class RemoteKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

    static final long OLD_NANOS = TimeUnit.HOURS.toNanos(1);
    static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);
    static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final OauthSettings.Keys settings;
    private final String issuer;
    private final Documents documents;
    private final LongSupplier nanoClock;
    private final ReentrantLock one = new ReentrantLock();
    private volatile @Nullable FetchedKeys current;
    private @Nullable Long triedAtNanos; // by who has the lock

    RemoteKeys(OauthSettings.Keys settings, String issuer, Documents documents, LongSupplier nanoClock) {
        this.settings = settings;
        this.issuer = issuer;
        this.documents = documents;
        this.nanoClock = nanoClock;
    }

    @Override
    public List<JWK> find(JWKMatcher wanted) {
        FetchedKeys known = current;
        if (known == null || age(known) > OLD_NANOS) {
            known = refreshed(known, known == null);
        }
        List<JWK> found = known == null ? List.of() : known.find(wanted);
        if (!found.isEmpty()) {
            return found;
        }
        FetchedKeys next = refreshed(known, true);
        return next == null ? List.of() : next.find(wanted);
    }

    private long age(FetchedKeys fetched) {
        return nanoClock.getAsLong() - fetched.atNanos();
    }

    /** What there is after an attempt to fetch another one than {@code known}; who need not wait for another one's attempt goes on with that. */
    private @Nullable FetchedKeys refreshed(@Nullable FetchedKeys known, boolean wait) {
        if (wait) {
            one.lock();
        } else if (!one.tryLock()) {
            return known;
        }
        try {
            if (Objects.equals(current, known) && mayTry()) {
                triedAtNanos = nanoClock.getAsLong();
                current = attempt(known);
            }
            return current;
        } finally {
            one.unlock();
        }
    }

    private boolean mayTry() {
        return triedAtNanos == null || nanoClock.getAsLong() - triedAtNanos >= SHORTEST_NANOS;
    }

    private @Nullable FetchedKeys attempt(@Nullable FetchedKeys known) {
        try {
            JWKSet keys = keys(documents.fetch(address()));
            LOG.info("keys of tokens fetched count={}", keys.size());
            return new FetchedKeys(keys, nanoClock.getAsLong());
        } catch (IOException e) {
            boolean usable = known != null && age(known) < LONGEST_NANOS;
            LOG.warn(
                    "keys of tokens can't be fetched, {}: {}",
                    usable ? "those from before stay in use" : "there are none: tokens are refused",
                    e.getMessage());
            return usable ? known : null;
        }
    }

    private URI address() throws IOException {
        if (!settings.jwksUrl().isEmpty()) {
            return URI.create(settings.jwksUrl());
        }
        URI about = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        try {
            Map<String, Object> said = JSONObjectUtils.parse(documents.fetch(about));
            if (!issuer.equals(said.get("issuer"))) {
                throw new IOException(about + " is of another issuer");
            }
            String address = JSONObjectUtils.getString(said, "jwks_uri");
            if (address == null || !address.startsWith("https://")) {
                throw new IOException(about + " names no jwks_uri that begins with https://");
            }
            return new URI(address);
        } catch (ParseException | URISyntaxException e) {
            throw new IOException(about + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Only public keys: a secret that can be fetched is none. */
    private static JWKSet keys(String text) throws IOException {
        try {
            return new JWKSet(JWKSet.parse(text).getKeys().stream()
                    .filter(key -> key instanceof AsymmetricJWK && !KeyFiles.isWeak(key))
                    .toList());
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("the answer is no set of keys", e);
        }
    }
}
