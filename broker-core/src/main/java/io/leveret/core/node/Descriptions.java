package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.SettingKind;

/** Changes one thing of what describes a virtual host, and leaves the rest as it is. The methods may be called on any thread. Owner: node. */
public final class Descriptions {
    private final Node node;
    private final NodeState state;

    Descriptions(Node node, NodeState state) {
        this.node = node;
        this.state = state;
    }

    /** Whether copies of the virtual host's messages go to its exchange {@code amq.rabbitmq.trace}. */
    public void setTracing(String vhost, boolean on, Answer answer) {
        String action = on ? "vhost.trace_on" : "vhost.trace_off";
        node.change(node.reporter().audited(answer, action, vhost, vhost), () -> {
            node.checkVhost(vhost);
            node.apply(
                    answer.actor(),
                    new SettingPut(SettingKind.VHOST, "", vhost, Tracing.turned(state.vhost(vhost), on)));
            node.control(vhost).tracing(on);
        });
    }

    /** Protects the virtual host from its deletion, or no longer. */
    public void protect(String vhost, boolean isProtected, Answer answer) {
        String action = isProtected ? "vhost.protect" : "vhost.unprotect";
        node.change(node.reporter().audited(answer, action, vhost, vhost), () -> {
            node.checkVhost(vhost);
            VhostDescription described = state.description(vhost).withProtection(isProtected);
            node.apply(answer.actor(), new SettingPut(SettingKind.VHOST, "", vhost, described.encoded()));
        });
    }
}
