package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.SettingKind;
import java.util.function.UnaryOperator;

/**
 * Sets limits, or changes those that are in force, so that nobody's change of another limit is lost. Connections, channels and queues above a new limit
 * stay. The methods may be called on any thread. Owner: node.
 */
public final class Limits {
    private final Node node;
    private final NodeState state;
    private final Quotas quotas;

    Limits(Node node, NodeState state, Quotas quotas) {
        this.node = node;
        this.state = state;
        this.quotas = quotas;
    }

    public void setUser(String user, UserLimits limits, Answer answer) {
        changeUser(user, before -> limits, answer);
    }

    public void setVhost(String vhost, VhostLimits limits, Answer answer) {
        changeVhost(vhost, before -> limits, answer);
    }

    public void changeUser(String user, UnaryOperator<UserLimits> change, Answer answer) {
        node.change(node.reporter().audited(answer, "user_limits.set", "", user), () -> {
            node.checkUser(user);
            UserLimits limits = change.apply(state.userLimits(user));
            node.apply(answer.actor(), new SettingPut(SettingKind.USER_LIMITS, "", user, limits.encoded()));
            quotas.limitUser(user, limits);
        });
    }

    public void changeVhost(String vhost, UnaryOperator<VhostLimits> change, Answer answer) {
        node.change(node.reporter().audited(answer, "vhost_limits.set", vhost, vhost), () -> {
            node.checkVhost(vhost);
            VhostLimits limits = change.apply(state.vhostLimits(vhost));
            node.apply(answer.actor(), new SettingPut(SettingKind.VHOST_LIMITS, vhost, "", limits.encoded()));
            node.control(vhost).maxQueues(limits.maxQueues());
            quotas.limitVhost(vhost, limits.publishRate());
        });
    }
}
