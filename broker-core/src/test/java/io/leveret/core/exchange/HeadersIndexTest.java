package io.leveret.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index finds what a look at each binding would find. */
class HeadersIndexTest {
    private static final Exchange SOURCE = TestExchanges.create("h", ExchangeType.HEADERS);
    private static final List<String> MODES = List.of("all", "any", "all-with-x", "any-with-x");
    private static final List<String> NAMES = List.of("a", "b", "x-c");
    private static final List<FieldValue> VALUES = List.of(
            FieldValue.of(1),
            FieldValue.of(1L),
            new FieldValue('d', 1.0),
            new FieldValue('d', 1.5),
            FieldValue.of("1"),
            FieldValue.of(true),
            new FieldValue('V', ""));

    private final Router router = new Router(name -> null);
    private final HeadersIndex index = new HeadersIndex();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<HeadersPattern> patterns = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatALookAtEachBindingFinds(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 2_000; step++) {
            if (bindings.size() < 50 && random.nextInt(3) > 0) {
                add("place-" + step, table(random), MODES.get(random.nextInt(MODES.size())));
            } else if (!bindings.isEmpty()) {
                int gone = random.nextInt(bindings.size());
                index.remove(bindings.remove(gone));
                patterns.remove(gone);
            }
            FieldTable headers = table(random);
            assertThat(found(headers))
                    .as("seed %s, step %s, %s", seed, step, headers)
                    .isEqualTo(expected(headers));
        }
        bindings.forEach(index::remove);
        assertThat(found(FieldTable.EMPTY)).isEmpty();
    }

    private void add(String place, FieldTable arguments, String mode) {
        Binding binding = new Binding(SOURCE, new Place(place), "", arguments, false);
        HeadersPattern pattern = new HeadersPattern(arguments, mode);
        bindings.add(binding);
        patterns.add(pattern);
        index.add(binding, pattern);
    }

    /** Up to four headers of few names, perhaps one of them twice. */
    private static FieldTable table(Random random) {
        FieldTable.Builder table = FieldTable.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
            table.put(NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        return table.build();
    }

    private Set<String> found(FieldTable headers) {
        router.begin();
        index.match(headers, router);
        Set<String> names = new TreeSet<>();
        router.queues().forEach(place -> names.add(place.name()));
        return names;
    }

    private Set<String> expected(FieldTable headers) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < bindings.size(); i++) {
            if (patterns.get(i).matches(headers)) {
                names.add(bindings.get(i).destination().name());
            }
        }
        return names;
    }
}
