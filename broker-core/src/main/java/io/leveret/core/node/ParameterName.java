package io.leveret.core.node;

import io.leveret.core.journal.SettingName;

/** Which parameter of a virtual host it is: {@code component} says what for. */
public record ParameterName(String vhost, String component, String name) {
    static ParameterName of(String vhost, String settingName) {
        SettingName both = SettingName.of(settingName);
        return new ParameterName(vhost, both.first(), both.second());
    }

    /** The name of its setting. */
    String settingName() {
        return new SettingName(component, name).joined();
    }
}
