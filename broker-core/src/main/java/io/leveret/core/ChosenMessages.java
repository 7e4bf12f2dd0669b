package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.queue.LookVisitor;
import io.leveret.core.queue.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What management does with ready messages that it has chosen: checks whether it may be, and begins it. Owner: core. */
final class ChosenMessages {
    /** So many can be named at once. */
    private static final int MOST = 10_000;

    private final VirtualHost vhost;

    ChosenMessages(VirtualHost vhost) {
        this.vhost = vhost;
    }

    /** Deletes those that are still ready; {@code ended} hears of it once. */
    void delete(String name, long[] seqs, Consumer<MessagesHandled> ended) {
        refuseTooMany(seqs);
        vhost.ports().inSlices(new Deletion(usable(name), seqs, ended));
    }

    /** Moves those of these that are still ready, or (null) all that are ready now; {@code ended} hears of it once. */
    void move(String name, long @Nullable [] seqs, String destinationName, Consumer<MessagesHandled> ended) {
        Queue source = usable(name);
        Queue destination = usable(destinationName);
        if (source == destination) {
            throw ChangeRefusedException.invalid("messages of queue '" + name + "' can't be moved to itself");
        }
        LookVisitor move = new Move(vhost, source, destination, ended);
        if (seqs == null) {
            source.holdings().look(0, move);
        } else {
            refuseTooMany(seqs);
            source.holdings().look(seqs, move);
        }
    }

    private static void refuseTooMany(long[] seqs) {
        if (seqs.length > MOST) {
            throw ChangeRefusedException.invalid(
                    seqs.length + " messages are named, at most " + MOST + " can be at once");
        }
    }

    /** A queue that is not a connection's alone. */
    private Queue usable(String name) {
        Queue queue = vhost.topology().queue(name);
        if (queue == null) {
            throw ChangeRefusedException.notFound("no queue '" + name + "' in vhost '" + vhost.name() + "'");
        }
        if (queue.settings().owner() != null) {
            throw ChangeRefusedException.invalid(vhost.locks().locked(queue).replyText());
        }
        return queue;
    }
}
