package io.leveret.core;

import io.leveret.core.access.User;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueType;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node and management ask of a virtual host's core. The methods may be called on any thread: they hand over to the core's. */
public final class CoreControl {
    private static final Logger log = LoggerFactory.getLogger(CoreControl.class);

    private final CoreLoop loop;
    private final VirtualHost vhost;

    CoreControl(CoreLoop loop, VirtualHost vhost) {
        this.loop = loop;
        this.vhost = vhost;
    }

    /** The user may do other things than before: so may its open connections, but for those whose rights the node does not keep. */
    public void changeUser(User user) {
        loop.execute(() -> loop.sessions().stream()
                .filter(ofUser(user.name()))
                .filter(session -> !session.state().settings().user().granted())
                .forEach(session -> session.state().changeUser(user)));
    }

    /** Closes the user's connections. */
    public void closeUser(String user, AmqpException why) {
        loop.execute(() -> close(ofUser(user), why, Actor.BROKER));
    }

    /** Closes those connections of clients that are meant; {@code which} runs on the core. Answered when they are no longer in the virtual host. */
    public void closeConnections(Predicate<SessionSettings> which, AmqpException why, Answer answer) {
        loop.execute(() -> {
            close(
                    session -> session.state().settings().isListed()
                            && which.test(session.state().settings()),
                    why,
                    answer.actor());
            answer.done();
        });
    }

    private static Predicate<Session> ofUser(String name) {
        return session -> session.state().settings().user().name().equals(name);
    }

    private void close(Predicate<Session> which, AmqpException why, Actor by) {
        loop.sessions().stream().filter(which).forEach(session -> loop.close(session, why, by));
    }

    /** So many queues may be there; a negative number is no limit. Those that are there stay. */
    public void maxQueues(long limit) {
        loop.execute(() -> vhost.queueAdmission().maxQueues(limit));
    }

    /** The type of queues that are declared without one from now on. */
    public void defaultQueueType(QueueType type) {
        loop.execute(() -> vhost.queueAdmission().defaultType(type));
    }

    /** What the virtual host may hold, now that there are more or fewer of them. */
    public void resize(VirtualHostLimits limits) {
        loop.execute(() -> vhost.budget().resize(limits));
    }

    /**
     * Ends the virtual host: closes all its connections, forgets all that is in it. {@code ended} runs on the core when everything that was recorded is
     * durable and nothing more will be; what the journal has of it is the caller's to remove.
     */
    public void end(AmqpException why, Runnable ended) {
        loop.execute(() -> {
            try {
                close(session -> true, why, Actor.BROKER);
                vhost.delayedMessages().clear();
                vhost.topology().clear().forEach(Queue::delete); // the journal is not told
                vhost.ports().finishSlices();
            } catch (RuntimeException e) { // it ends all the same
                log.error("the end of vhost '{}' failed; please report this with the log", vhost.name(), e);
            }
            whenDurable(() -> {
                vhost.journal().release();
                ended.run();
            });
        });
    }

    /** Adds or replaces a policy; it applies at once to all queues and exchanges that it matches. */
    public void putPolicy(PolicyLayer layer, Policy policy, Answer answer) {
        change(audited(answer, layer, "set", policy.name()), () -> {
            JournalRecord record = vhost.topology().policies().put(vhost.name(), layer, policy);
            vhost.broadcasts().reporter().policySet(layer, policy, answer.actor());
            return record;
        });
    }

    public void deletePolicy(PolicyLayer layer, String name, Answer answer) {
        change(audited(answer, layer, "clear", name), () -> {
            JournalRecord record = vhost.topology().policies().remove(vhost.name(), layer, name);
            vhost.broadcasts().reporter().policyCleared(layer, name, answer.actor());
            return record;
        });
    }

    private Answer audited(Answer answer, PolicyLayer layer, String verb, String name) {
        return audited(answer, (layer == PolicyLayer.USER ? "policy." : "operator_policy.") + verb, name);
    }

    private Answer audited(Answer answer, String action, String object) {
        return new AuditedAnswer(
                answer, vhost.broadcasts().reporter().observers().audit(), action, vhost.name(), object);
    }

    /** Whether copies of all messages that come and go are published to {@code amq.rabbitmq.trace}. */
    public void tracing(boolean on) {
        loop.execute(() -> vhost.broadcasts().firehose().turn(on));
    }

    /** Deletes messages with these numbers, at most 10,000, as far as they are ready: they are not dead-lettered. */
    public void deleteMessages(String queue, long[] seqs, MessagesAnswer answer) {
        handle("messages.delete", queue, answer, ended -> new ChosenMessages(vhost).delete(queue, seqs, ended));
    }

    /** Moves messages with these numbers, at most 10,000, as far as they are ready; each is in one of the two queues whenever the power goes. */
    public void moveMessages(String queue, long[] seqs, String destination, MessagesAnswer answer) {
        handle(
                "messages.move",
                queue,
                answer,
                ended -> new ChosenMessages(vhost).move(queue, seqs, destination, ended));
    }

    /** As {@link #moveMessages}, for all that are ready when it begins. */
    public void moveAllMessages(String queue, String destination, MessagesAnswer answer) {
        handle(
                "messages.move",
                queue,
                answer,
                ended -> new ChosenMessages(vhost).move(queue, null, destination, ended));
    }

    private void handle(String action, String queue, MessagesAnswer answer, Consumer<Consumer<MessagesHandled>> begin) {
        loop.execute(() -> {
            Reporter reporter = vhost.broadcasts().reporter();
            try {
                begin.accept(handled -> {
                    reporter.audit(answer.actor(), action, queue, handled.count() + " messages");
                    whenDurable(() -> answer.done(handled));
                });
            } catch (ChangeRefusedException e) {
                reporter.refused(answer.actor(), action, queue, String.valueOf(e.getMessage()));
                answer.refused(e);
            } catch (RuntimeException e) {
                log.error(
                        "messages of vhost '{}' could not be handled; please report this with the log",
                        vhost.name(),
                        e);
                answer.refused(ChangeRefusedException.failed());
            }
        });
    }

    /** Drops a message that a delayed exchange holds back. */
    public void cancelDelayed(String exchange, long seq, Answer answer) {
        guarded(audited(answer, "delayed.delete", exchange), () -> {
            if (!vhost.delayedMessages().cancel(exchange, seq)) {
                throw ChangeRefusedException.notFound(
                        "exchange '" + exchange + "' in vhost '" + vhost.name() + "' holds back no message " + seq);
            }
        });
    }

    private void change(Answer answer, Supplier<JournalRecord> change) {
        guarded(answer, () -> vhost.journal().append(change.get()));
    }

    /** Answered when what the change recorded is durable. */
    private void guarded(Answer answer, Runnable change) {
        loop.execute(() -> {
            try {
                change.run();
            } catch (ChangeRefusedException e) {
                answer.refused(e);
                return;
            } catch (RuntimeException e) {
                log.error("a change of vhost '{}' failed; please report this with the log", vhost.name(), e);
                answer.refused(ChangeRefusedException.failed());
                return;
            }
            whenDurable(answer::done);
        });
    }

    private void whenDurable(Runnable action) {
        vhost.journal().requestSync();
        vhost.whenDurable(vhost.journal().lastPosition(), action);
    }
}
