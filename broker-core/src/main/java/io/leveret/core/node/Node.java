package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.CoreControl;
import io.leveret.core.CoreLoop;
import io.leveret.core.CoreReader;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.access.User;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.Actor;
import io.leveret.core.event.Observers;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.journal.SettingName;
import io.leveret.core.message.FieldTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users, virtual hosts, permissions and limits, and the way into a virtual host. The public methods may be called on any thread: they hand over. A
 * change counts at once, also for connections that are open, and is answered when it is durable. Owner: node.
 */
public final class Node implements Entrance {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final int LONGEST_NAME = 255;

    private final NodeLoop loop;
    private final NodeState state;
    private final Configured configured;
    private final Map<String, CoreLoop> running;
    private final Set<String> changing = new HashSet<>();
    private final Surroundings with;
    private final Admission admission;
    private final NodeReporter reporter;

    /** Whom the node tells of changes, and who makes cores for it. */
    public record Surroundings(Cores cores, AccountListener accounts, Quotas quotas, Observers observers) {
        /** Nobody observes the node. */
        public Surroundings(Cores cores, AccountListener accounts, Quotas quotas) {
            this(cores, accounts, quotas, Observers.NONE);
        }
    }

    /**
     * A node with what was recovered, and the cores of all its virtual hosts. {@code configured} are settings of the configuration file: they, and their
     * changes, count until the next start without being journaled, but for its virtual hosts, which are journaled if they are new.
     */
    public Node(
            NodeLoop loop,
            Journal journal,
            NodeState state,
            Configured configured,
            Map<String, CoreLoop> running,
            Surroundings with) {
        this.loop = loop;
        this.state = state;
        this.configured = configured;
        this.running = new HashMap<>(running);
        this.with = with;
        this.reporter = new NodeReporter(state, with.observers());
        this.admission = new Admission(state, this.running, with.quotas(), loop);
        loop.start(journal);
        begin();
    }

    private void begin() {
        for (SettingPut setting : configured.settings()) {
            if (setting.kind() != SettingKind.VHOST) {
                takeOver(setting);
            } else if (!state.hasVhost(setting.name())) { // else it keeps its description
                apply(Actor.BROKER, setting);
            }
        }
        for (String name : state.namedUsers()) {
            if (state.account(name) == null) { // the file had it once: who comes next with that name must not inherit
                List<JournalRecord> removal = state.removalOfUser(name);
                loop.append(removal);
                removal.forEach(state::apply);
            }
        }
        state.accounts().forEach(account -> {
            with.accounts().changed(account);
            with.quotas().limitUser(account.name(), state.userLimits(account.name()));
        });
        state.vhosts().forEach(vhost -> {
            VhostLimits limits = state.vhostLimits(vhost);
            control(vhost).maxQueues(limits.maxQueues());
            with.quotas().limitVhost(vhost, limits.publishRate());
            tellDescription(vhost);
        });
    }

    private void tellDescription(String vhost) {
        control(vhost).defaultQueueType(state.description(vhost).defaultQueueType());
        control(vhost).tracing(Tracing.isOn(state.vhost(vhost)));
    }

    /** From now on the file alone has it: what it names no longer must be gone, whoever made it. */
    private void takeOver(SettingPut setting) {
        if (state.has(setting)) {
            loop.append(List.of(new SettingRemoved(setting.kind(), setting.vhost(), setting.name())));
        }
        state.apply(setting);
    }

    @Override
    public void enter(EntryRequest request, SessionPort port, Listener listener) {
        loop.execute(() -> {
            Entry entry;
            try {
                entry = admission.admit(request, port);
            } catch (AmqpException e) {
                listener.refused(e);
                return;
            }
            listener.entered(entry);
        });
    }

    /** Tells, on the node's thread, what there is. */
    public void view(Consumer<NodeView> reader) {
        loop.execute(() -> {
            Map<String, CoreReader> readers = new HashMap<>();
            running.forEach((vhost, core) -> readers.put(vhost, core.reader()));
            reader.accept(state.view(readers));
        });
    }

    // users

    /** Adds a user, or replaces its password, tags and whence it may come; its permissions stay. */
    public void putUser(Account account, Answer answer) {
        change(reporter.audited(answer, "user.put", "", account.name()), () -> {
            checkName("user", account.name());
            if (account.isNamedAsOperator()) {
                throw ChangeRefusedException.invalid("no user can be called '" + account.name() + "'");
            }
            apply(answer.actor(), new SettingPut(SettingKind.USER, "", account.name(), Values.encoded(account)));
            with.accounts().changed(account);
            tellAll(account.name());
        });
    }

    /** Removes a user with its permissions and limits, and closes its connections. */
    public void deleteUser(String name, Answer answer) {
        change(reporter.audited(answer, "user.delete", "", name), () -> {
            checkUser(name);
            apply(answer.actor(), state.removalOfUser(name));
            with.accounts().removed(name);
            with.quotas().limitUser(name, UserLimits.NONE);
            AmqpException why = new AmqpException(ReplyCode.CONNECTION_FORCED, "user '" + name + "' is deleted");
            running.values().forEach(core -> core.control().closeUser(name, why));
        });
    }

    public void setPermissions(String vhost, String user, Permissions permissions, Answer answer) {
        change(reporter.audited(answer, "permission.set", vhost, user), () -> {
            checkBoth(vhost, user);
            apply(answer.actor(), new SettingPut(SettingKind.PERMISSION, vhost, user, Values.encoded(permissions)));
            tell(vhost, user);
        });
    }

    /** The user may not enter the virtual host any more, and its open connections may do nothing. */
    public void clearPermissions(String vhost, String user, Answer answer) {
        change(reporter.audited(answer, "permission.clear", vhost, user), () -> {
            checkBoth(vhost, user);
            apply(answer.actor(), new SettingRemoved(SettingKind.PERMISSION, vhost, user));
            tell(vhost, user);
        });
    }

    public void setTopicPermissions(String vhost, String user, TopicPermission permission, Answer answer) {
        change(reporter.audited(answer, "topic_permission.set", vhost, user), () -> {
            checkBoth(vhost, user);
            String name = new SettingName(user, permission.exchange()).joined();
            apply(
                    answer.actor(),
                    new SettingPut(SettingKind.TOPIC_PERMISSION, vhost, name, Values.encoded(permission)));
            tell(vhost, user);
        });
    }

    /** From now on the user may use all routing keys of this exchange. */
    public void clearTopicPermissions(String vhost, String user, String exchange, Answer answer) {
        change(reporter.audited(answer, "topic_permission.clear", vhost, user), () -> {
            checkBoth(vhost, user);
            String name = new SettingName(user, exchange).joined();
            apply(answer.actor(), new SettingRemoved(SettingKind.TOPIC_PERMISSION, vhost, name));
            tell(vhost, user);
        });
    }

    // virtual hosts

    /**
     * Adds a virtual host with what describes it; can be entered when it is answered, so that nothing of it is in the journal before itself. One that is
     * there keeps all it has and gets the new description.
     */
    public void createVhost(String name, FieldTable description, Answer asked) {
        Answer answer = reporter.audited(asked, "vhost.put", name, name);
        loop.execute(() -> guarded(answer, () -> {
            checkName("vhost", name);
            checkNotChanging(name);
            boolean isNew = !state.hasVhost(name);
            apply(
                    answer.actor(),
                    new SettingPut(SettingKind.VHOST, "", name, Tracing.kept(state.vhost(name), description)));
            if (isNew) {
                changing.add(name);
            }
            loop.whenDurable(() -> guarded(answer, () -> {
                if (isNew) {
                    changing.remove(name);
                    start(name);
                }
                if (running.containsKey(name)) { // else it is being deleted since
                    tellDescription(name);
                }
                answer.done();
            }));
        }));
    }

    /** What can't be started is not there, so that it can be created again. */
    private void start(String name) {
        try {
            running.put(name, with.cores().start(name));
        } catch (RuntimeException e) {
            apply(Actor.BROKER, new SettingRemoved(SettingKind.VHOST, "", name));
            throw e;
        }
    }

    /** Removes a virtual host with all that is in it, and closes its connections. */
    public void deleteVhost(String name, Answer asked) {
        Answer answer = reporter.audited(asked, "vhost.delete", name, name);
        loop.execute(() -> guarded(answer, () -> {
            checkVhost(name);
            if (state.description(name).protectedFromDeletion()) {
                throw new ChangeRefusedException(
                        ChangeRefusedException.Reason.PROTECTED,
                        "Refusing to delete virtual host '" + name + "' because it is protected from deletion");
            }
            CoreControl core = control(name);
            changing.add(name);
            running.remove(name);
            AmqpException why = new AmqpException(ReplyCode.CONNECTION_FORCED, "vhost '" + name + "' is deleted");
            // its own records must all be in the journal before the one that takes them out
            core.end(why, () -> loop.execute(() -> guarded(answer, () -> removeVhost(name, answer))));
        }));
    }

    private void removeVhost(String name, Answer answer) {
        try {
            apply(answer.actor(), new SettingRemoved(SettingKind.VHOST, "", name));
            with.cores().ended(name);
            with.quotas().limitVhost(name, PublishRate.NONE);
        } catch (RuntimeException e) {
            changing.remove(name);
            throw e;
        }
        loop.whenDurable(() -> {
            changing.remove(name);
            answer.done();
        });
    }

    /** Runs a change of a virtual host's own, such as one of its policies, in its core. */
    public void inVhost(String vhost, Answer answer, Consumer<CoreControl> change) {
        loop.execute(() -> guarded(answer, () -> {
            checkVhost(vhost);
            change.accept(control(vhost));
        }));
    }

    /** Changes of single limits. */
    public Limits limits() {
        return new Limits(this, state, with.quotas());
    }

    /** Changes of what describes virtual hosts. */
    public Descriptions descriptions() {
        return new Descriptions(this, state);
    }

    NodeReporter reporter() {
        return reporter;
    }

    /** Values that are kept for tools. */
    public Parameters parameters() {
        return new Parameters(this, state);
    }

    void change(Answer answer, Runnable change) {
        loop.execute(() -> guarded(answer, () -> {
            change.run();
            loop.whenDurable(answer::done);
        }));
    }

    /** Checks come before changes: what is refused has changed nothing. */
    private static void guarded(Answer answer, Runnable change) {
        try {
            change.run();
        } catch (ChangeRefusedException e) {
            answer.refused(e);
        } catch (RuntimeException e) {
            log.error("a change of the node failed; please report this with the log", e);
            answer.refused(ChangeRefusedException.failed());
        }
    }

    void apply(Actor by, JournalRecord record) {
        apply(by, List.of(record));
    }

    private void apply(Actor by, List<JournalRecord> records) {
        List<JournalRecord> lasting =
                records.stream().filter(record -> !configured.decides(record)).toList();
        if (!lasting.isEmpty()) {
            loop.append(lasting);
        }
        records.forEach(record -> {
            reporter.applying(record, by);
            state.apply(record);
        });
    }

    private void tell(String vhost, String name) {
        User user = state.user(name);
        if (user != null) {
            control(vhost).changeUser(user);
        }
    }

    private void tellAll(String name) {
        User user = state.user(name);
        if (user != null) {
            running.values().forEach(core -> core.control().changeUser(user));
        }
    }

    CoreControl control(String vhost) {
        CoreLoop core = running.get(vhost);
        if (core == null) {
            throw new IllegalStateException("vhost '" + vhost + "' has no core");
        }
        return core.control();
    }

    private void checkBoth(String vhost, String user) {
        checkVhost(vhost);
        checkUser(user);
    }

    void checkUser(String name) {
        if (state.account(name) == null) {
            throw ChangeRefusedException.notFound("no user '" + name + "'");
        }
    }

    void checkVhost(String name) {
        checkNotChanging(name);
        if (!state.hasVhost(name)) {
            throw ChangeRefusedException.notFound("no vhost '" + name + "'");
        }
    }

    private void checkNotChanging(String name) {
        if (changing.contains(name)) {
            throw new ChangeRefusedException(
                    ChangeRefusedException.Reason.BUSY, "vhost '" + name + "' is just being created or deleted");
        }
    }

    static void checkName(String kind, String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw ChangeRefusedException.invalid(
                    "the name of a " + kind + " has 1 to " + LONGEST_NAME + " bytes, not '" + name + "'");
        }
    }
}
