package io.leveret.management.broker;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.access.Account;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionEnded;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.error.AmqpException;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import io.leveret.core.node.EntryRequest;
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
    private static final int CHANNEL = 1;

    /** A call that brings more than this at once has its answer held back, as for any slow client. */
    private static final long OUTPUT_BOUND = 64L << 20;

    private final ManagementLoop loop;
    private final Entrance entrance;

    public VhostCalls(ManagementLoop loop, Entrance entrance) {
        this.loop = loop;
        this.entrance = entrance;
    }

    /** A publish waits while memory or the disk is full: so long at most. */
    private static final long PATIENCE_MILLIS = 30_000;

    /** Who calls, and where. {@code name} is what logs and events call the connection. */
    public record Caller(Account account, String vhost, String name) {}

    /** The value that a command of ours answers with. */
    private record Result(@Nullable Object value) implements ChannelEvent {}

    /** A question to the core whose answer is a value. */
    @FunctionalInterface
    public interface Question<T extends @Nullable Object> {
        T ask(io.leveret.core.VirtualHost vhost, io.leveret.core.channel.ChannelState channel);
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
     * Runs commands one after the other on one channel. {@code whole} looks at all events that the channel got so far, each time that some came, and says when
     * these are what the call waited for. Fails with a {@link Problem} when a command is refused.
     */
    public Future<List<ChannelEvent>> run(
            Caller caller, List<Command> commands, BiConsumer<List<ChannelEvent>, Runnable> whole) {
        Promise<List<ChannelEvent>> promise = Promise.promise();
        Call call = new Call(whole, promise);
        EntryRequest request =
                new EntryRequest(caller.vhost(), caller.account(), null, caller.name(), OUTPUT_BOUND, false, null);
        loop.after(PATIENCE_MILLIS, call::giveUp);
        entrance.enter(request, batch -> loop.execute(() -> call.receive(batch)), new Entrance.Listener() {
            @Override
            public void entered(Entry entry) {
                loop.execute(() -> call.start(entry, commands));
            }

            @Override
            public void refused(AmqpException why) {
                loop.execute(() -> promise.tryFail(Problem.notAuthorised(why.replyText())));
            }
        });
        return promise.future();
    }

    /** One call under way. Owner: management. */
    private static final class Call {
        private final BiConsumer<List<ChannelEvent>, Runnable> whole;
        private final Promise<List<ChannelEvent>> promise;
        private final List<ChannelEvent> events = new ArrayList<>();
        private @Nullable Entry entry;

        Call(BiConsumer<List<ChannelEvent>, Runnable> whole, Promise<List<ChannelEvent>> promise) {
            this.whole = whole;
            this.promise = promise;
        }

        void start(Entry entered, List<Command> commands) {
            if (promise.future().isComplete()) {
                entered.core().drop(entered.session());
                return;
            }
            entry = entered;
            CommandBatch batch = new CommandBatch();
            batch.open(CHANNEL, 0, (vhost, channel) -> {});
            commands.forEach(command -> batch.add(CHANNEL, 0, command));
            entered.core().submit(entered.session(), batch);
        }

        void receive(EventBatch batch) {
            Entry entered = entry;
            if (entered == null) {
                return; // the end of a session that was left already
            }
            for (int i = 0; i < batch.size() && entry != null; i++) {
                receive(batch.event(i));
            }
            entered.core().flushed(entered.session(), batch.bytes());
            if (entry != null && !events.isEmpty()) {
                whole.accept(events, this::finish);
            }
        }

        private void receive(ChannelEvent event) {
            if (event instanceof ChannelFailed failed) {
                leave();
                promise.tryFail(Problem.of(failed.error()));
            } else if (event instanceof SessionFailed failed) {
                entry = null;
                promise.tryFail(Problem.of(failed.error()));
            } else if (!(event instanceof SessionEnded)) {
                events.add(event);
            }
        }

        private void finish() {
            leave();
            promise.tryComplete(events);
        }

        /** What was asked for may still happen. */
        void giveUp() {
            leave();
            promise.tryFail(Problem.busy("no answer within " + PATIENCE_MILLIS / 1000
                    + " s; publishes wait while memory or the disk is full, see the alarms"));
        }

        private void leave() {
            Entry left = entry;
            entry = null;
            if (left != null) {
                left.core().drop(left.session());
            }
        }
    }
}
