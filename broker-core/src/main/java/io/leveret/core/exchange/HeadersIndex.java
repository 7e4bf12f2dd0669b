package io.leveret.core.exchange;

import io.leveret.core.exchange.HeadersPattern.Asked;
import io.leveret.core.message.FieldTable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers bindings by what they ask for, so that a message looks only at those that it may match: a binding that wants all of its headers is filed
 * under the one that fewest others are filed under, a binding that wants any of them under each. Owner: core.
 */
final class HeadersIndex {
    private final Map<String, Named> names = new HashMap<>();
    private final Map<Binding, Filed> bindings = new HashMap<>();

    /** Those that ask for nothing and match everything. */
    private final Set<Filed> unconditional = new LinkedHashSet<>();

    /** A binding, and where it is to be found. */
    private record Filed(Binding binding, HeadersPattern pattern, List<Asked> under) {
        /** No two bindings are equal: the content need not be hashed. */
        @Override
        public int hashCode() {
            return binding.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Filed that && binding == that.binding;
        }
    }

    /** The bindings filed under a header, by the value they ask for or for any value. Owner: core. */
    private static final class Named {
        private final Map<Object, Set<Filed>> byValue = new HashMap<>(4);
        private final Set<Filed> present = new LinkedHashSet<>(4);

        int count(@Nullable Object value) {
            if (value == null) {
                return present.size();
            }
            Set<Filed> found = byValue.get(value);
            return found == null ? 0 : found.size();
        }

        void add(@Nullable Object value, Filed filed) {
            if (value == null) {
                present.add(filed);
            } else {
                byValue.computeIfAbsent(value, any -> new LinkedHashSet<>(4)).add(filed);
            }
        }

        void remove(@Nullable Object value, Filed filed) {
            if (value == null) {
                present.remove(filed);
                return;
            }
            Set<Filed> found = byValue.get(value);
            if (found != null && found.remove(filed) && found.isEmpty()) {
                byValue.remove(value);
            }
        }

        boolean isEmpty() {
            return byValue.isEmpty() && present.isEmpty();
        }
    }

    void add(Binding binding, HeadersPattern pattern) {
        List<Asked> under = pattern.isAll() ? rarest(pattern.asked()) : pattern.asked();
        Filed filed = new Filed(binding, pattern, under);
        bindings.put(binding, filed);
        for (Asked asked : under) {
            names.computeIfAbsent(asked.name(), name -> new Named()).add(asked.value(), filed);
        }
        if (pattern.isAll() && under.isEmpty()) {
            unconditional.add(filed);
        }
    }

    /** The one of them that fewest bindings are filed under; none of none. */
    private List<Asked> rarest(List<Asked> several) {
        int fewest = Integer.MAX_VALUE;
        List<Asked> found = List.of();
        for (Asked asked : several) {
            Named named = names.get(asked.name());
            int count = named == null ? 0 : named.count(asked.value());
            if (count < fewest) {
                fewest = count;
                found = List.of(asked);
            }
        }
        return found;
    }

    void remove(Binding binding) {
        Filed filed = bindings.remove(binding);
        if (filed == null) {
            throw new IllegalStateException("headers binding is not in its index");
        }
        unconditional.remove(filed);
        for (Asked asked : filed.under()) {
            Named named = names.get(asked.name());
            if (named != null) {
                named.remove(asked.value(), filed);
                if (named.isEmpty()) {
                    names.remove(asked.name());
                }
            }
        }
    }

    void match(FieldTable headers, Router router) {
        for (Filed filed : unconditional) {
            router.reach(filed.binding().destination());
        }
        List<FieldTable.Entry> entries = headers.entries();
        for (int i = 0; i < entries.size(); i++) {
            FieldTable.Entry header = entries.get(i);
            Named named = names.get(header.key());
            if (named != null) {
                match(named.present, headers, router);
                Object value = HeadersPattern.comparable(header.value());
                if (value != null) {
                    match(named.byValue.get(value), headers, router);
                }
            }
        }
    }

    private static void match(@Nullable Set<Filed> candidates, FieldTable headers, Router router) {
        if (candidates == null || candidates.isEmpty()) {
            return;
        }
        for (Filed filed : candidates) {
            if (filed.pattern().matches(headers)) {
                router.reach(filed.binding().destination());
            }
        }
    }
}
