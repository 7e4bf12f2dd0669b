package io.leveret.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.message.FieldTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTrieTest {
    private static final Exchange SOURCE = TestExchanges.create("x", ExchangeType.TOPIC);

    private final TopicTrie trie = new TopicTrie();
    private final Router router = new Router(name -> null);

    private Binding add(String pattern) {
        Binding binding = new Binding(SOURCE, new Place(pattern), pattern, FieldTable.EMPTY, false);
        trie.add(binding);
        return binding;
    }

    private List<String> matching(String key) {
        router.begin();
        trie.match(key, router);
        return router.queues().stream().map(Destination::name).toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a.b, a.b, true",
                "a.b, A.b, false",
                "a.b, a, false",
                "a.b, a.b.c, false",
                "*, a, true",
                "*, a.b, false",
                "a.*, a.b, true",
                "a.*, a, false",
                "a*, a*, true",
                "a*, ab, false",
                "a#, ab, false",
                "*, \"\", false",
                "#, \"\", true",
                "\"\", \"\", true",
                "\"\", a, false",
                "\"\", ., false",
                "a., a., true",
                "a., a, false",
                "a, a., false",
                "a.*, a., true",
                "., ., true",
                "*.*, ., true",
                "*, ., false",
                "..a, ..a, true",
                "*.*.a, ..a, true",
                "#, a.b.c, true",
                "a.#, a, true",
                "a.#, a.b.c, true",
                "a.#, b.a, false",
                "#.a, a, true",
                "#.a, b.c.a, true",
                "#.a, a.b, false",
                "*.#, a, true",
                "*.#, a.b.c, true",
                "*.#, \"\", false",
                "#.#, \"\", true",
                "#.#, a.b, true",
                "#.*, \"\", false",
                "#.*, a, true",
                "#.*, a.b, true",
                "a.#.b, a.b, true",
                "a.#.b, a.x.y.b, true",
                "a.#.b, a, false",
                "a.#.b.#, a.b.c, true",
                "#.a.#.a, a, false",
                "#.a.#.a, a.a, true",
                "a.*.b, a.#.b, true",
                "a.x.b, a.*.b, false",
                "a.x.b, a.#.b, false",
            })
    void aPatternMatchesAsInRabbitMq(String pattern, String key, boolean matches) {
        add(pattern);

        assertThat(matching(key).size()).isEqualTo(matches ? 1 : 0);
    }

    @Test
    void randomPatternsMatchWhatTheDefinitionSays() {
        Random random = new Random(17);
        Map<Binding, List<String>> patterns = new HashMap<>();
        for (int step = 0; step < 30_000; step++) {
            if (patterns.size() < random.nextInt(60)) {
                String pattern = words(random, "a", "b", "", "*", "#", "#");
                patterns.put(add(pattern), split(pattern));
            } else if (!patterns.isEmpty() && random.nextInt(3) == 0) {
                Binding some = patterns.keySet().iterator().next();
                trie.remove(some);
                patterns.remove(some);
            }
            String key = words(random, "a", "b", "c", "", "*", "#");
            List<String> expected = patterns.entrySet().stream()
                    .filter(pattern -> matches(pattern.getValue(), split(key)))
                    .map(pattern -> pattern.getKey().key())
                    .toList();
            assertThat(matching(key)).as("key '%s'", key).containsExactlyInAnyOrderElementsOf(expected);
        }
        patterns.keySet().forEach(trie::remove);
        assertThat(matching("a.b")).isEmpty();
    }

    private static String words(Random random, String... from) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            words.add(from[random.nextInt(from.length)]);
        }
        return String.join(".", words);
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
    }

    private static boolean matches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return matches(rest, key) || (!key.isEmpty() && matches(pattern, key.subList(1, key.size())));
        }
        return !key.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(key.get(0)))
                && matches(rest, key.subList(1, key.size()));
    }

    @Test
    @Timeout(10)
    void manyHashesDoNotMultiplyTheWays() {
        for (int bindings = 1; bindings <= 60; bindings++) {
            add("#.a.".repeat(bindings) + "z");
        }
        String key = "a" + ".a".repeat(120);

        for (int i = 0; i < 100; i++) {
            assertThat(matching(key)).isEmpty();
        }
        assertThat(matching(key + ".z")).hasSize(60);
    }

    @Test
    void removingWhatIsNotThereIsRefused() {
        Binding binding = add("a.b");
        trie.remove(binding);

        assertThatThrownBy(() -> trie.remove(binding)).isInstanceOf(IllegalStateException.class);
    }
}
