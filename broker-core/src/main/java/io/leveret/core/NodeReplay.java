package io.leveret.core;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueRecovery;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes a node's journal records to the virtual hosts they are of. Records of a virtual host or queue that is not there any more change nothing.
 * Owner: node (before the cores run).
 */
public final class NodeReplay implements Replay {
    private final Map<String, VirtualHost> vhosts;
    private final Function<String, VirtualHost> makeVhost;
    private final Consumer<JournalRecord> nodeSettings;
    private final Map<Long, Queue> queues = new HashMap<>();
    private final Map<Long, QueueRecovery> recoveries = new HashMap<>();
    private long highestQueueId;

    /** {@code vhosts} are there already; {@code nodeSettings} takes the settings that are none of a virtual host's own. */
    public NodeReplay(
            Map<String, VirtualHost> vhosts,
            Function<String, VirtualHost> makeVhost,
            Consumer<JournalRecord> nodeSettings) {
        this.vhosts = new LinkedHashMap<>(vhosts);
        this.makeVhost = makeVhost;
        this.nodeSettings = nodeSettings;
    }

    /** All virtual hosts: those that were there, and those that the journal knows. */
    public Map<String, VirtualHost> vhosts() {
        return Collections.unmodifiableMap(vhosts);
    }

    /** The highest queue id that any record named. */
    public long highestQueueId() {
        return highestQueueId;
    }

    @Override
    public void enqueued(StoredMessage message, long[] queueIds, long[] seqs) {
        for (int i = 0; i < queueIds.length; i++) {
            QueueRecovery queue = recoveries.get(queueIds[i]);
            if (queue != null) {
                queue.message(seqs[i], message);
            }
        }
    }

    @Override
    public void stored(StoredRun run) {
        inQueue(run.queueId(), queue -> queue.run(run));
    }

    @Override
    public void replay(JournalRecord record) {
        if (record instanceof JournalRecord.Settle settle) {
            inQueue(settle.queueId(), queue -> queue.settled(settle.first(), settle.last()));
        } else if (record instanceof JournalRecord.Delivered delivered) {
            inQueue(delivered.queueId(), queue -> queue.delivered(delivered.upTo()));
        } else if (record instanceof JournalRecord.Requeue requeue) {
            inQueue(requeue.queueId(), queue -> queue.requeued(requeue.seq(), requeue.deliveryCount()));
        } else {
            definition(record);
        }
    }

    private void definition(JournalRecord record) {
        if (record instanceof JournalRecord.QueueDeclared declared) {
            declared(declared);
        } else if (record instanceof JournalRecord.QueueDeleted deleted) {
            deleted(deleted);
        } else if (record instanceof JournalRecord.ExchangeDeclared declared) {
            inVhost(declared.vhost(), vhost -> vhost.recovery().declared(declared));
        } else if (record instanceof JournalRecord.ExchangeDeleted deleted) {
            inVhost(deleted.vhost(), vhost -> vhost.recovery().deleted(deleted));
        } else if (record instanceof JournalRecord.Bound bound) {
            inVhost(bound.vhost(), vhost -> vhost.recovery().bound(bound));
        } else if (record instanceof JournalRecord.Unbound unbound) {
            inVhost(unbound.vhost(), vhost -> vhost.recovery().unbound(unbound));
        } else if (record instanceof JournalRecord.SettingPut put) {
            put(put);
        } else if (record instanceof JournalRecord.SettingRemoved removed) {
            removed(removed);
        } else {
            throw new IllegalStateException("record that recovery does not know: " + record);
        }
    }

    private void put(JournalRecord.SettingPut put) {
        PolicyLayer layer = layer(put.kind());
        if (layer != null) {
            Policy policy = Policy.decode(put.name(), put.value());
            inVhost(put.vhost(), vhost -> vhost.topology().policies().restore(layer, policy));
            return;
        }
        if (put.kind() == SettingKind.VHOST) {
            vhosts.computeIfAbsent(put.name(), makeVhost);
        }
        nodeSettings.accept(put);
    }

    private void removed(JournalRecord.SettingRemoved removed) {
        PolicyLayer layer = layer(removed.kind());
        if (layer != null) {
            inVhost(
                    removed.vhost(),
                    vhost -> vhost.topology().policies().remove(removed.vhost(), layer, removed.name()));
            return;
        }
        if (removed.kind() == SettingKind.VHOST) {
            vhosts.remove(removed.name());
        }
        nodeSettings.accept(removed);
    }

    private static @Nullable PolicyLayer layer(SettingKind kind) {
        return switch (kind) {
            case POLICY -> PolicyLayer.USER;
            case OPERATOR_POLICY -> PolicyLayer.OPERATOR;
            default -> null;
        };
    }

    private void declared(JournalRecord.QueueDeclared declared) {
        highestQueueId = Math.max(highestQueueId, declared.queueId());
        inVhost(declared.vhost(), vhost -> {
            vhost.recovery().declared(declared);
            Queue queue = vhost.topology().queue(declared.queueId());
            if (queue != null) {
                queues.put(declared.queueId(), queue);
                recoveries.put(declared.queueId(), queue.recovery());
            }
        });
    }

    private void deleted(JournalRecord.QueueDeleted deleted) {
        highestQueueId = Math.max(highestQueueId, deleted.queueId());
        Queue queue = queues.remove(deleted.queueId());
        recoveries.remove(deleted.queueId());
        if (queue != null) {
            for (VirtualHost vhost : vhosts.values()) {
                if (vhost.topology().queue(deleted.queueId()) == queue) {
                    vhost.recovery().deleted(queue);
                }
            }
        }
    }

    private void inQueue(long id, Consumer<QueueRecovery> action) {
        @Nullable QueueRecovery queue = recoveries.get(id);
        if (queue != null) {
            action.accept(queue);
        }
    }

    private void inVhost(String name, Consumer<VirtualHost> action) {
        @Nullable VirtualHost vhost = vhosts.get(name);
        if (vhost != null) {
            action.accept(vhost);
        }
    }
}
