package io.leveret.core.exchange;

import io.leveret.core.policy.TargetKind;

/** A destination that is nothing else. */
final class Place extends Destination {
    Place(String name) {
        super(name);
    }

    @Override
    public TargetKind kind() {
        return TargetKind.CLASSIC_QUEUE;
    }
}
