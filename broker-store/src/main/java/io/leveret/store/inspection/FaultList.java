package io.leveret.store.inspection;

import java.util.HashSet;
import java.util.Set;

/** Passes on each fault once, and counts them. Owner: node, or who looks at its folder while it does not run. */
final class FaultList {
    private final Findings to;
    private final Set<String> told = new HashSet<>();

    FaultList(Findings to) {
        this.to = to;
    }

    void add(Fault fault) {
        add(fault.toString());
    }

    void add(String fault) {
        if (told.add(fault)) {
            to.fault(fault);
        }
    }

    void note(String what) {
        to.note(what);
    }

    int count() {
        return told.size();
    }
}
