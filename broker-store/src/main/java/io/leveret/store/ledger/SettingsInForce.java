package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last value of each setting, in the order in which the settings were first made. Owner: journal writer. */
final class SettingsInForce {
    private final Map<Key, SettingPut> settings = new LinkedHashMap<>();

    private record Key(SettingKind kind, String vhost, String name) {}

    /** What nobody asks for any more is dropped: the next snapshot is without it. */
    void put(SettingPut setting) {
        if (setting.kind() != SettingKind.PARAMETER) {
            settings.put(new Key(setting.kind(), setting.vhost(), setting.name()), setting);
        }
    }

    /** With a virtual host go the settings that name it. */
    void remove(SettingRemoved removed) {
        settings.remove(new Key(removed.kind(), removed.vhost(), removed.name()));
        if (removed.kind() == SettingKind.VHOST) {
            settings.keySet().removeIf(key -> key.vhost().equals(removed.name()));
        }
    }

    Collection<SettingPut> all() {
        return settings.values();
    }
}
