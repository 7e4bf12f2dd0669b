package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;

/**
 * Values that are kept for tools, of a virtual host or of the whole node; the broker itself looks only at the name of the cluster, when it starts. The methods may be called on any thread: a change
 * is answered when it is durable. Owner: node.
 */
public final class Parameters {
    /** The parameter of the node that is the name of its cluster, over whatever the configuration calls it. */
    public static final String CLUSTER_NAME = "cluster_name";

    /** All of them are in memory and in every snapshot of the store. */
    static final int MOST = 10_000;

    static final int LARGEST_VALUE = 65_536;

    private final Node node;
    private final NodeState state;

    Parameters(Node node, NodeState state) {
        this.node = node;
        this.state = state;
    }

    /** Makes a parameter of a virtual host, or gives it another value. */
    public void put(ParameterName name, FieldValue value, Answer answer) {
        node.change(node.reporter().audited(answer, "parameter.set", name.vhost(), name.name()), () -> {
            node.checkVhost(name.vhost());
            Node.checkName("component", name.component());
            Node.checkName("parameter", name.name());
            FieldTable encoded = encoded(value, !state.has(name));
            node.apply(
                    answer.actor(), new SettingPut(SettingKind.PARAMETER, name.vhost(), name.settingName(), encoded));
        });
    }

    public void remove(ParameterName name, Answer answer) {
        node.change(node.reporter().audited(answer, "parameter.clear", name.vhost(), name.name()), () -> {
            node.checkVhost(name.vhost());
            if (!state.has(name)) {
                throw notFound(name.name());
            }
            node.apply(answer.actor(), new SettingRemoved(SettingKind.PARAMETER, name.vhost(), name.settingName()));
        });
    }

    /** Makes a parameter of the node, or gives it another value. */
    public void putGlobal(String name, FieldValue value, Answer answer) {
        node.change(node.reporter().audited(answer, "global_parameter.set", "", name), () -> {
            Node.checkName("global parameter", name);
            FieldTable encoded = encoded(value, !state.hasGlobalParameter(name));
            node.apply(answer.actor(), new SettingPut(SettingKind.GLOBAL_PARAMETER, "", name, encoded));
        });
    }

    public void removeGlobal(String name, Answer answer) {
        node.change(node.reporter().audited(answer, "global_parameter.clear", "", name), () -> {
            if (!state.hasGlobalParameter(name)) {
                throw notFound(name);
            }
            node.apply(answer.actor(), new SettingRemoved(SettingKind.GLOBAL_PARAMETER, "", name));
        });
    }

    private FieldTable encoded(FieldValue value, boolean isNew) {
        if (isNew && state.parameterCount() >= MOST) {
            throw ChangeRefusedException.invalid("there are " + MOST + " parameters already, which is the most");
        }
        FieldTable encoded = Values.parameter(value);
        if (encoded.encoded().length > LARGEST_VALUE) {
            throw ChangeRefusedException.invalid("the value of a parameter has at most " + LARGEST_VALUE + " octets");
        }
        return encoded;
    }

    private static ChangeRefusedException notFound(String name) {
        return ChangeRefusedException.notFound("no parameter '" + name + "'");
    }
}
