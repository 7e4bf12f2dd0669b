package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.SettingKind;
import java.util.function.UnaryOperator;

/**
 * Changes limits where the new ones come from those that are in force, so that nobody's change of another limit is lost. Connections, channels and queues above a new limit
 * stay. The methods may be called on any thread. Owner: node.
 */
public final class Limits {
    private final Node node;
    private final NodeState state;
    private final ChannelQuotas quotas;

    Limits(Node node, NodeState state, ChannelQuotas quotas) {
        this.node = node;
        this.state = state;
        this.quotas = quotas;
    }

    public void changeUser(String user, UnaryOperator<UserLimits> change, Answer answer) {
        node.change(answer, () -> {
            node.checkUser(user);
            UserLimits limits = change.apply(state.userLimits(user));
            node.apply(new SettingPut(SettingKind.USER_LIMITS, "", user, limits.encoded()));
            quotas.limit(user, limits.maxChannels());
        });
    }

    public void changeVhost(String vhost, UnaryOperator<VhostLimits> change, Answer answer) {
        node.change(answer, () -> {
            node.checkVhost(vhost);
            VhostLimits limits = change.apply(state.vhostLimits(vhost));
            node.apply(new SettingPut(SettingKind.VHOST_LIMITS, vhost, "", limits.encoded()));
            node.control(vhost).maxQueues(limits.maxQueues());
        });
    }
}
