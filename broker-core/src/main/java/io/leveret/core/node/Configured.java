package io.leveret.core.node;

import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.List;

/** Collects what the configuration file says, for a {@link Node} that starts. Owner: node. */
public final class Configured {
    private final List<SettingPut> settings = new ArrayList<>();

    public Configured vhost(String name) {
        settings.add(new SettingPut(SettingKind.VHOST, "", name, FieldTable.EMPTY));
        return this;
    }

    public Configured user(Account account) {
        settings.add(new SettingPut(SettingKind.USER, "", account.name(), Values.encoded(account)));
        return this;
    }

    /** The virtual host and the user are collected too. */
    public Configured permission(String vhost, String user, Permissions permissions) {
        settings.add(new SettingPut(SettingKind.PERMISSION, vhost, user, Values.encoded(permissions)));
        return this;
    }

    List<SettingPut> settings() {
        return List.copyOf(settings);
    }
}
