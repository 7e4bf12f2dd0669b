package io.leveret.management.action;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.Outcome;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A message that was handed out and is unacked, in a session of its own. Owner: management. */
final class OpenDelivery implements VhostSession.Listener {
    private final VhostSession session;
    private final long deliveryTag;
    private final String user;
    private final Promise<Void> over = Promise.promise();
    private boolean settling;

    OpenDelivery(Poll.Arrival arrival, String user) {
        this.session = arrival.session();
        this.deliveryTag = arrival.deliveryTag();
        this.user = user;
        session.listener(this);
    }

    boolean belongsTo(String name) {
        return user.equals(name);
    }

    /** Settles it; answered when that is on disk, fails with a {@link Problem} if it went back to its queue instead. */
    Future<Void> settle(Outcome outcome) {
        if (!settling) { // once: AMQP knows no delivery that is settled again
            settling = true;
            Settled.submit(session, deliveryTag, false, outcome);
        }
        return over();
    }

    /** It goes back to its queue. */
    void giveBack() {
        session.leave();
        over.tryFail(Problem.notFound());
    }

    /** When it is settled or, as a failure, has gone back. */
    Future<Void> over() {
        return over.future();
    }

    @Override
    public void happened(ChannelEvent event) {
        if (event instanceof Settled) {
            session.leave();
            over.tryComplete();
        }
    }

    @Override
    public void failed(Problem why) {
        over.tryFail(why);
    }
}
