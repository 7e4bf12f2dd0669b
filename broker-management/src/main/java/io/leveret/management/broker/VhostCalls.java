package io.leveret.management.broker;

import io.leveret.core.Command;
import io.leveret.core.VirtualHost;
import io.leveret.core.access.Account;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.event.Actor;
import io.leveret.core.node.Entrance;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in a virtual host in the name of a user, as its AMQP connection would: with the same rights, the same checks and the same texts when they are
 * refused. Each call has a session of its own, which is in no listing and ends with the call.
 */
public final class VhostCalls {
    /** A publish waits while memory or the disk is full: so long at most. */
    private static final long PATIENCE_MILLIS = 30_000;

    private final ManagementLoop loop;
    private final Entrance entrance;

    public VhostCalls(ManagementLoop loop, Entrance entrance) {
        this.loop = loop;
        this.entrance = entrance;
    }

    /**
     * Who calls, and where. {@code name} is what logs and events call the connection, {@code actor} in whose name they tell of it; null if that is the
     * account's.
     */
    public record Caller(
            Account account,
            String vhost,
            String name,
            @Nullable Actor actor) {
        /** One who acts in its own name. */
        public Caller(Account account, String vhost, String name) {
            this(account, vhost, name, null);
        }
    }

    /** The value that a command of ours answers with. */
    private record Result(@Nullable Object value) implements ChannelEvent {}

    /** A question to the core whose answer is a value. */
    @FunctionalInterface
    public interface Question<T extends @Nullable Object> {
        T ask(VirtualHost vhost, ChannelState channel);
    }

    /** Runs a change or question; what it answers comes when all that it recorded is durable. Fails with a {@link Problem}. */
    @SuppressWarnings("unchecked") // the event is the one that this call made
    public <T extends @Nullable Object> Future<T> run(Caller caller, Question<T> question) {
        return run(
                        caller,
                        List.of((vhost, channel) -> channel.replyDurable(new Result(question.ask(vhost, channel)))),
                        (events, done) -> {
                            if (events.get(events.size() - 1) instanceof Result) {
                                done.run();
                            }
                        })
                .map(events -> (T) ((Result) events.get(events.size() - 1)).value());
    }

    /**
     * Runs commands one after the other on one channel. {@code whole} looks at all events that the channel got so far, each time that one came, and says when
     * these are what the call waited for. Fails with a {@link Problem} when a command is refused.
     */
    public Future<List<ChannelEvent>> run(
            Caller caller, List<Command> commands, BiConsumer<List<ChannelEvent>, Runnable> whole) {
        Promise<List<ChannelEvent>> promise = Promise.promise();
        List<ChannelEvent> events = new ArrayList<>();
        VhostSession session = open(caller, new VhostSession.Listener() {
            @Override
            public void happened(ChannelEvent event) {
                events.add(event);
                whole.accept(events, () -> promise.tryComplete(events));
            }

            @Override
            public void failed(Problem why) {
                promise.tryFail(why);
            }
        });
        session.submit(commands);
        Runnable patient = loop.after(PATIENCE_MILLIS, () -> promise.tryFail(outOfPatience()));
        return promise.future().onComplete(done -> {
            patient.run();
            session.leave();
        });
    }

    /** Opens a session that lives until it is left. */
    public VhostSession open(Caller caller, VhostSession.Listener listener) {
        return VhostSession.enter(loop, entrance, caller, listener);
    }

    /** What was asked for may still happen. */
    private static Problem outOfPatience() {
        return Problem.busy("no answer within " + PATIENCE_MILLIS / 1000
                + " s; publishes wait while memory or the disk is full, see the alarms");
    }
}
