package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldValue;
import java.util.Collection;

/**
 * Values that are kept for tools of the whole node; the broker itself looks only at the name of the cluster, when it starts. The methods may be called on any thread: a change
 * is answered when it is durable. Owner: node.
 */
public final class Parameters {
    /** The parameter of the node that is the name of its cluster, over whatever the configuration calls it. */
    public static final String CLUSTER_NAME = "cluster_name";

    /** All of them are in memory and in every snapshot of the store. */
    static final int MOST = 10_000;

    /** Octets of a value, as it is encoded. */
    static final int LARGEST_VALUE = 65_536;

    /** Octets of all values together, as they are encoded: 8 MiB. */
    static final int MOST_OCTETS = 8 << 20;

    private final Node node;
    private final NodeState state;

    Parameters(Node node, NodeState state) {
        this.node = node;
        this.state = state;
    }

    /** Makes a parameter of the node, or gives it another value. */
    public void putGlobal(String name, FieldValue value, Answer answer) {
        node.change(node.reporter().audited(answer, "global_parameter.set", "", name), () -> {
            checkGlobal(name, value);
            checkRoom(name, value);
            node.apply(answer.actor(), new SettingPut(SettingKind.GLOBAL_PARAMETER, "", name, Values.parameter(value)));
        });
    }

    public void removeGlobal(String name, Answer answer) {
        node.change(node.reporter().audited(answer, "global_parameter.clear", "", name), () -> {
            if (state.globalParameters().get(name) == null) {
                throw ChangeRefusedException.notFound("no parameter '" + name + "'");
            }
            node.apply(answer.actor(), new SettingRemoved(SettingKind.GLOBAL_PARAMETER, "", name));
        });
    }

    /** Throws {@link ChangeRefusedException} if no node can have such a parameter. */
    public static void checkGlobal(String name, FieldValue value) {
        Node.checkName("global parameter", name);
        if (Values.octets(value) > LARGEST_VALUE) {
            throw ChangeRefusedException.invalid("the value of a parameter has at most " + LARGEST_VALUE + " octets");
        }
    }

    /** Throws {@link ChangeRefusedException} if these would be too many or too large together for one node. */
    public static void checkAll(Collection<FieldValue> values) {
        checkCount(values.size());
        checkSum(values.stream().mapToLong(Values::octets).sum());
    }

    /** What makes them no more and no larger is allowed in any case. */
    private void checkRoom(String name, FieldValue value) {
        ParameterValues all = state.globalParameters();
        if (all.get(name) == null) {
            checkCount(all.count() + 1);
        }
        int growth = Values.octets(value) - all.octetsOf(name);
        if (growth > 0) {
            checkSum(all.octets() + growth);
        }
    }

    private static void checkCount(int count) {
        if (count > MOST) {
            throw ChangeRefusedException.invalid("a node has at most " + MOST + " global parameters");
        }
    }

    private static void checkSum(long octets) {
        if (octets > MOST_OCTETS) {
            throw ChangeRefusedException.invalid("the values of all global parameters have at most " + MOST_OCTETS
                    + " octets together; with this they would have " + octets);
        }
    }
}
