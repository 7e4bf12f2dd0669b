package io.leveret.core;

import io.leveret.core.ModelCensus.Seen;
import io.leveret.core.ModelCopy.Content;
import io.leveret.core.ModelCopy.Place;
import io.leveret.core.ModelStep.Answer;
import io.leveret.core.ModelStep.Birth;
import io.leveret.core.ModelStep.How;
import io.leveret.core.ModelStep.Settlement;
import io.leveret.core.message.Message;
import io.leveret.core.queue.QueuedMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a way that a message may have taken since all was last at rest, from where it was to where it is seen: each turn of the way is one that the
 * commands and the rules of its queue allow. What the model does not follow (who had credit, how full a queue was for a moment) leaves a choice.
 */
final class ModelFates {
    private static final String NO_EXCHANGE = "missing";

    private final Model model;
    private final long now;
    private final Seen seen;
    private final List<Settlement> settlements;

    /** {@code seen} is null if the message is nowhere. */
    ModelFates(Model model, ModelKey key, Seen seen, long now) {
        this.model = model;
        this.now = now;
        this.seen = seen;
        this.settlements = model.step.settlements(key);
    }

    /** Where the way ended: nowhere if {@code copy} is null. The {@code heads} were first in their queues at some time. */
    record End(ModelCopy copy, List<Head> heads) {}

    /** A message that was first in its queue and was taken, or dropped because there were too many. Its number is 0 if it was never seen there. */
    record Head(ModelCopy copy, boolean dropped) {}

    /** A message on its way; {@code used} settlements are behind it, {@code fresh}: it has just come to its queue. */
    private record Trial(ModelCopy copy, int used, boolean fresh, List<Head> heads) {
        Trial(ModelCopy copy, boolean fresh) {
            this(copy, 0, fresh, List.of());
        }

        Trial asHead(boolean dropped) {
            List<Head> more = new ArrayList<>(heads);
            more.add(new Head(new ModelCopy(copy), dropped));
            return new Trial(copy, used, fresh, more);
        }

        /** It leaves from wherever it stands. */
        Trial aside() {
            List<Head> more = new ArrayList<>(heads);
            more.add(new Head(new ModelCopy(copy.key, copy.content, copy.queue), false));
            return new Trial(copy, used, fresh, more);
        }

        Trial with(ModelCopy other, int nowUsed, boolean isFresh) {
            return new Trial(other, nowUsed, isFresh, heads);
        }
    }

    /** How a message that was there came to where it is; null if there is no way. */
    End of(ModelCopy before) {
        Trial trial = new Trial(new ModelCopy(before), false);
        return switch (before.place) {
            case READY -> ready(trial);
            case UNACKED -> held(trial);
            case DEPARTING -> departing(trial);
        };
    }

    /** How a message that is new came to where it is; null if there is no way. */
    End born(Birth birth) {
        if (birth.taken() == Answer.YES) {
            return ready(new Trial(new ModelCopy(birth.copy()), true));
        }
        Trial trial = new Trial(new ModelCopy(birth.copy()), true);
        return birth.taken() == Answer.NO ? refused(trial) : arrives(trial);
    }

    private Settlement next(Trial trial) {
        return trial.used < settlements.size() ? settlements.get(trial.used) : null;
    }

    private End gone(Trial trial) {
        return seen == null && next(trial) == null ? new End(null, trial.heads) : null;
    }

    private End ready(Trial trial) {
        ModelCopy copy = trial.copy;
        Settlement next = next(trial);
        End end = null;
        if (next == null) {
            end = stays(trial);
        } else if (next.queue() == copy.queue && next.how() == How.PURGED) {
            end = gone(trial.with(copy, trial.used + 1, false));
        } else if (next.queue() == copy.queue && deliverable(trial)) {
            end = settled(trial.asHead(false), next);
        }
        if (end == null && copy.queue.deleted) {
            end = gone(trial);
        }
        if (end == null && copy.isOver(now, false)) {
            end = dies(trial.aside(), "expired");
        }
        if (end == null && model.step.mayBeTooMuch(copy.queue, ModelRules::drops)) {
            end = dies(trial.asHead(true), "maxlen");
        }
        return end;
    }

    /** What comes in is delivered however short it has to live; anything else not when its time is over. */
    private boolean deliverable(Trial trial) {
        return trial.fresh || !trial.copy.isOver(model.from, true);
    }

    private End stays(Trial trial) {
        ModelCopy copy = trial.copy;
        if (seen == null || seen.queueId() != copy.queue.id || (copy.seq != 0 && seen.seq() != copy.seq)) {
            return null;
        }
        return switch (seen.place()) {
            case READY -> fits(trial) ? placed(trial) : null;
            case DEPARTING -> mayDepart(trial) && fits(trial) ? placed(trial) : null;
            case UNACKED ->
                deliverable(trial)
                                && fits(trial)
                                && isToldTrue(copy, seen.held().message())
                        ? placed(trial)
                        : null;
        };
    }

    private boolean mayDepart(Trial trial) {
        return trial.copy.isOver(now, false) || model.step.mayBeTooMuch(trial.copy.queue, ModelRules::drops);
    }

    private static boolean isToldTrue(ModelCopy copy, QueuedMessage told) {
        return told.deliveries() == copy.deliveries
                && (copy.maybeRedelivered || told.redelivered() == copy.redelivered);
    }

    /** Whether what is seen is this very message. */
    private boolean fits(Trial trial) {
        if (trial.copy.seq != 0) {
            return true; // it has its number
        }
        Content content = trial.copy.content;
        Message message = seen.message();
        if (message.publishedAtMillis() < content.publishedAt() || message.publishedAtMillis() > now) {
            return false;
        }
        boolean expires = message.deadlineMillis() != Message.NO_DEADLINE;
        return expires == (content.expiration() >= 0 || content.delayedUntil() >= 0)
                && (content.delayedUntil() < 0 || message.deadlineMillis() == content.delayedUntil())
                && message.priority() == content.priority()
                && message.persistent() == content.persistent()
                && message.bodySize() == content.size()
                && message.routingKey().equals(content.routingKey())
                && ModelHistory.of(message).equals(content.history());
    }

    private End placed(Trial trial) {
        ModelCopy copy = new ModelCopy(trial.copy);
        copy.place = seen.place();
        copy.seq = seen.seq();
        copy.holder = seen.channel();
        copy.tag = seen.held() == null ? 0 : seen.held().tag();
        if (trial.copy.seq == 0 && copy.content.delayedUntil() < 0) {
            copy.content = copy.content.at(seen.message().publishedAtMillis());
        }
        boolean first = copy.place == Place.UNACKED;
        return new End(
                copy,
                first ? new Trial(copy, 0, false, trial.heads).asHead(false).heads() : trial.heads);
    }

    private End held(Trial trial) {
        ModelCopy copy = trial.copy;
        Settlement next = next(trial);
        if (next != null) {
            return next.queue() == copy.queue ? settled(trial, next) : null;
        }
        boolean there = seen != null
                && seen.place() == Place.UNACKED
                && seen.queueId() == copy.queue.id
                && seen.channel() == copy.holder
                && seen.held().tag() == copy.tag;
        return there ? new End(copy, List.of()) : null;
    }

    private End settled(Trial trial, Settlement settlement) {
        ModelCopy copy = trial.copy;
        Trial after = trial.with(copy, trial.used + 1, false);
        return switch (settlement.how()) {
            case ACKED -> gone(after);
            case CONSUMED -> copy.maybeRedelivered || settlement.redelivered() == copy.redelivered ? gone(after) : null;
            case REJECTED -> copy.queue.deleted && gone(after) != null ? gone(after) : dies(after, "rejected");
            case REQUEUED -> requeued(after);
            case PURGED -> null;
        };
    }

    private End requeued(Trial trial) {
        ModelCopy copy = new ModelCopy(trial.copy);
        long limits = copy.queue.rules.stream()
                .filter(rules -> rules.deliveryLimit() >= 0 && copy.deliveries + 1 > rules.deliveryLimit())
                .count();
        End end = limits > 0 ? dies(trial, "delivery_limit") : null;
        if (end == null && (limits < copy.queue.rules.size() || copy.queue.deleted)) {
            copy.deliveries++;
            copy.redelivered = true;
            copy.returned = copy.queue.quorum();
            copy.maybeRedelivered = false;
            copy.place = Place.READY;
            end = ready(trial.with(copy, trial.used, false));
        }
        return end;
    }

    /** It was taken out, and is read from the store before it can go on. */
    private End departing(Trial trial) {
        ModelCopy copy = trial.copy;
        if (seen != null && seen.place() == Place.DEPARTING && seen.seq() == copy.seq) {
            return seen.queueId() == copy.queue.id ? new End(copy, List.of()) : null;
        }
        End end = copy.queue.deleted ? gone(trial) : null;
        end = end != null ? end : dies(trial, "expired");
        return end != null ? end : dies(trial, "maxlen");
    }

    private End dies(Trial trial, String reason) {
        ModelCopy copy = trial.copy;
        End end = copy.queue.deleted ? gone(trial) : null;
        for (ModelRules rules : copy.queue.rules) {
            if (end == null) {
                end = leaves(trial, rules, reason);
            }
        }
        return end;
    }

    private End leaves(Trial trial, ModelRules rules, String reason) {
        ModelCopy copy = trial.copy;
        if (rules.exchange() == null || rules.exchange().equals(NO_EXCHANGE)) {
            return gone(trial);
        }
        String key = rules.key() == null ? copy.content.routingKey() : rules.key();
        ModelHistory history = copy.content.history().with(copy.queue.name, reason);
        End end = null;
        for (ModelQueue target : targets(key)) {
            if (end != null) {
                break;
            } else if (target == null || (!reason.equals("rejected") && history.isCycle(target.name))) {
                end = gone(trial);
            } else {
                Content content = copy.content.deadLettered(key, history, model.from);
                end = arrives(trial.with(new ModelCopy(copy.key, content, target), trial.used, true));
            }
        }
        return end;
    }

    /** The queues that may have had this name when it was looked for; null stands for none. */
    private Set<ModelQueue> targets(String name) {
        Set<ModelQueue> targets = new LinkedHashSet<>();
        ModelQueue current = model.queues.get(name);
        targets.add(current);
        targets.addAll(model.step.deletedOf(name));
        if (current != null && current.fresh) {
            targets.add(null);
        }
        return targets;
    }

    private End arrives(Trial trial) {
        End end = ready(trial);
        boolean full = model.step.mayBeTooMuch(trial.copy.queue, ModelRules::refuses);
        return end == null && full ? refused(trial) : end;
    }

    private End refused(Trial trial) {
        List<ModelRules> rules = trial.copy.queue.rules;
        End end = null;
        if (rules.stream().anyMatch(ModelRules::deadLettersRefused)) {
            end = dies(trial, "maxlen");
        }
        boolean drops = rules.stream().anyMatch(one -> one.refuses() && !one.deadLettersRefused());
        return end == null && drops ? gone(trial) : end;
    }
}
