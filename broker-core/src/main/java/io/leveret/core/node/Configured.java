package io.leveret.core.node;

import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the configuration file says, for a {@link Node} that starts. Owner: node. */
public final class Configured {
    private final List<SettingPut> settings = new ArrayList<>();
    private final Set<Key> untilNextStart = new HashSet<>();

    /** What a setting is about. */
    private record Key(SettingKind kind, String vhost, String name) {}

    public Configured vhost(String name) {
        settings.add(new SettingPut(SettingKind.VHOST, "", name, FieldTable.EMPTY));
        return this;
    }

    /** Not one called as the operator, whom the cores know by the name. */
    public Configured user(Account account) {
        if (account.isNamedAsOperator()) {
            throw new IllegalArgumentException("no user can be called '" + account.name() + "'");
        }
        return add(new SettingPut(SettingKind.USER, "", account.name(), Values.encoded(account)));
    }

    /** The virtual host and the user are collected too. */
    public Configured permission(String vhost, String user, Permissions permissions) {
        return add(new SettingPut(SettingKind.PERMISSION, vhost, user, Values.encoded(permissions)));
    }

    private Configured add(SettingPut setting) {
        settings.add(setting);
        untilNextStart.add(new Key(setting.kind(), setting.vhost(), setting.name()));
        return this;
    }

    /** Whether the file is asked for this setting at every start, and the journal is not: whatever becomes of it meanwhile is not journaled. */
    boolean decides(JournalRecord record) {
        if (record instanceof SettingPut put) {
            return untilNextStart.contains(new Key(put.kind(), put.vhost(), put.name()));
        }
        return record instanceof SettingRemoved removed
                && untilNextStart.contains(new Key(removed.kind(), removed.vhost(), removed.name()));
    }

    List<SettingPut> settings() {
        return List.copyOf(settings);
    }
}
