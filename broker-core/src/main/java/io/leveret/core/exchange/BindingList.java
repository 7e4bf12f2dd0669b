package io.leveret.core.exchange;

import java.util.ArrayList;

/**
 * Bindings without an order, each knowing its slot, so that one is removed without searching. A binding is in one list at most.
 * Owner: core.
 */
final class BindingList {
    private final ArrayList<Binding> bindings = new ArrayList<>(0);

    void add(Binding binding) {
        binding.slot(bindings.size());
        bindings.add(binding);
    }

    void remove(Binding binding) {
        int slot = binding.slot();
        if (slot < 0 || slot >= bindings.size() || bindings.get(slot) != binding) {
            throw new IllegalStateException("binding with key '" + binding.key() + "' is not in its list");
        }
        Binding last = bindings.remove(bindings.size() - 1);
        if (last != binding) {
            bindings.set(slot, last);
            last.slot(slot);
        }
        binding.slot(-1);
    }

    boolean isEmpty() {
        return bindings.isEmpty();
    }

    void match(Router router) {
        for (int i = 0; i < bindings.size(); i++) {
            router.reach(bindings.get(i).destination());
        }
    }

    int size() {
        return bindings.size();
    }

    Binding get(int index) {
        return bindings.get(index);
    }
}
