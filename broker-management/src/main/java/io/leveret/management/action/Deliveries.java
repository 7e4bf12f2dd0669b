package io.leveret.management.action;

import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages that were handed out and are to be settled by a request of their own, each under a token that nobody can guess, and the requests that wait for one. What nobody
 * settles in time goes back. Owner: management.
 */
final class Deliveries {
    private static final int TOKEN_OCTETS = 18;

    private final ManagementLoop loop;
    private final Limits limits;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, OpenDelivery> open = new HashMap<>();
    private int polls;

    /** How many there may be, waiting requests counted, and how long each message may stay unsettled. */
    record Limits(int most, long patienceMillis) {
        static final Limits USUAL = new Limits(1024, 60_000);
    }

    Deliveries(ManagementLoop loop, Limits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    /** A request begins to wait for a message; throws a {@link Problem} if there is no place for one more. */
    void pollBegins() {
        if (open.size() + polls >= limits.most()) {
            throw Problem.busy("too many messages are handed out and not settled, or waited for: " + limits.most());
        }
        polls++;
    }

    void pollEnds() {
        polls--;
    }

    /** Keeps a delivery until it is over, and returns its token. */
    String add(OpenDelivery delivery) {
        byte[] octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        open.put(token, delivery);
        Runnable patience = loop.after(limits.patienceMillis(), delivery::giveBack);
        delivery.over().onComplete(done -> {
            patience.run();
            open.remove(token);
        });
        return token;
    }

    /** The delivery with this token, if it is this user's; throws a {@link Problem} if there is none. */
    OpenDelivery of(String token, String user) {
        OpenDelivery delivery = open.get(token);
        if (delivery == null || !delivery.belongsTo(user)) {
            throw Problem.notFound();
        }
        return delivery;
    }
}
