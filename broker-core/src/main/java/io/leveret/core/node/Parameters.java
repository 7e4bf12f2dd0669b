package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldValue;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Values that are kept for tools, of a virtual host or of the whole node; the broker itself looks only at the name of the cluster, when it starts. The methods may be called on any thread: a change
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

    /** Makes a parameter of a virtual host, or gives it another value. */
    public void put(ParameterName name, FieldValue value, Answer answer) {
        node.change(node.reporter().audited(answer, "parameter.set", name.vhost(), name.name()), () -> {
            node.checkVhost(name.vhost());
            check(name, value);
            checkRoom(state.parameters(), name, value);
            node.apply(
                    answer.actor(),
                    new SettingPut(SettingKind.PARAMETER, name.vhost(), name.settingName(), Values.parameter(value)));
        });
    }

    public void remove(ParameterName name, Answer answer) {
        node.change(node.reporter().audited(answer, "parameter.clear", name.vhost(), name.name()), () -> {
            node.checkVhost(name.vhost());
            if (state.parameters().get(name) == null) {
                throw notFound(name.name());
            }
            node.apply(answer.actor(), new SettingRemoved(SettingKind.PARAMETER, name.vhost(), name.settingName()));
        });
    }

    /** Makes a parameter of the node, or gives it another value. */
    public void putGlobal(String name, FieldValue value, Answer answer) {
        node.change(node.reporter().audited(answer, "global_parameter.set", "", name), () -> {
            checkGlobal(name, value);
            checkRoom(state.globalParameters(), name, value);
            node.apply(answer.actor(), new SettingPut(SettingKind.GLOBAL_PARAMETER, "", name, Values.parameter(value)));
        });
    }

    public void removeGlobal(String name, Answer answer) {
        node.change(node.reporter().audited(answer, "global_parameter.clear", "", name), () -> {
            if (state.globalParameters().get(name) == null) {
                throw notFound(name);
            }
            node.apply(answer.actor(), new SettingRemoved(SettingKind.GLOBAL_PARAMETER, "", name));
        });
    }

    /** Throws {@link ChangeRefusedException} if no virtual host can have such a parameter. */
    public static void check(ParameterName name, FieldValue value) {
        Node.checkName("component", name.component());
        Node.checkName("parameter", name.name());
        checkSize(value);
    }

    /** Throws {@link ChangeRefusedException} if no node can have such a parameter. */
    public static void checkGlobal(String name, FieldValue value) {
        Node.checkName("global parameter", name);
        checkSize(value);
    }

    private static void checkSize(FieldValue value) {
        if (Values.octets(value) > LARGEST_VALUE) {
            throw ChangeRefusedException.invalid("the value of a parameter has at most " + LARGEST_VALUE + " octets");
        }
    }

    /** Throws {@link ChangeRefusedException} if these would be too many or too large together for one node. */
    public static void checkAll(Collection<FieldValue> ofVhosts, Collection<FieldValue> ofNode) {
        checkCount((long) ofVhosts.size() + ofNode.size());
        checkSum(Stream.concat(ofVhosts.stream(), ofNode.stream())
                .mapToLong(Values::octets)
                .sum());
    }

    /** What makes them no more and no larger is allowed in any case. */
    private <N> void checkRoom(ParameterValues<N> among, N name, FieldValue value) {
        if (among.get(name) == null) {
            checkCount(state.parameters().count() + state.globalParameters().count() + 1L);
        }
        int growth = Values.octets(value) - among.octetsOf(name);
        if (growth > 0) {
            checkSum(state.parameters().octets() + state.globalParameters().octets() + growth);
        }
    }

    private static void checkCount(long count) {
        if (count > MOST) {
            throw ChangeRefusedException.invalid("a node has at most " + MOST + " parameters, global ones included");
        }
    }

    private static void checkSum(long octets) {
        if (octets > MOST_OCTETS) {
            throw ChangeRefusedException.invalid("the values of all parameters of a node have at most " + MOST_OCTETS
                    + " octets together; with this they would have " + octets);
        }
    }

    private static ChangeRefusedException notFound(String name) {
        return ChangeRefusedException.notFound("no parameter '" + name + "'");
    }
}
