package io.leveret.core.policy;

import io.leveret.core.journal.SettingKind;
import org.jspecify.annotations.Nullable;

/** Policies come in two layers: what users of a virtual host set, and what the operator of the node sets beside that. */
public enum PolicyLayer {
    USER(SettingKind.POLICY),
    OPERATOR(SettingKind.OPERATOR_POLICY);

    private final SettingKind setting;

    PolicyLayer(SettingKind setting) {
        this.setting = setting;
    }

    /** Under which a policy of this layer is journaled. */
    public SettingKind setting() {
        return setting;
    }

    /** The policy of this layer that applies to the target. */
    public @Nullable Policy of(PolicyTarget target) {
        return this == USER ? target.policy() : target.operatorPolicy();
    }
}
