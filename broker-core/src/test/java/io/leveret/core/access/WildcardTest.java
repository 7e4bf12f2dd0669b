package io.leveret.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    private static Wildcard wildcard(String text) {
        return new Wildcard(Arrays.asList(text.split("\\*", -1)));
    }

    private static NamePattern anyOf(String... texts) {
        return Wildcard.anyOf(Arrays.stream(texts).map(WildcardTest::wildcard).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "foo, foo",
        "*oo, foo",
        "*foo, foo",
        "*, foo",
        "fo*, foo",
        "foo*, foo",
        "'*str*ing*', string",
        "some*string, some long string",
        "some*long*string, some long string",
        "*some*string*, some long string",
        "'* * *', some long string",
        "s*e*str*, some long string",
        "*oo, foooo",
        "a*ab, aab",
        "*aab*b, aaaabb",
        "'', ''",
        "**, ''",
        "a**b, ab",
        "a.b, a.b",
        "'(?i)[x]\\Q{1}$^|+', '(?i)[x]\\Q{1}$^|+'",
        "юни*, юникод"
    })
    void aWildcardMatchesWholeNames(String wildcard, String name) {
        assertThat(anyOf(wildcard).matches(name)).isTrue();
        assertThat(wildcard(wildcard).matches(name)).as("by itself").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "foo, fo",
        "foo, fooo",
        "foo, xfoo",
        "foo, FOO",
        "*r, foo",
        "*foobar, foo",
        "b*, foo",
        "barfoo*, foo",
        "'* * *', some string",
        "some*other*string, some long string",
        "s*z*str*, some long string",
        "*some*, string",
        "a*a, a",
        "a.b, axb",
        "a*ab, ab",
        "'', x"
    })
    void aWildcardMatchesNothingElse(String wildcard, String name) {
        assertThat(anyOf(wildcard).matches(name)).isFalse();
        assertThat(wildcard(wildcard).matches(name)).as("by itself").isFalse();
    }

    @Test
    void linesAreNoEnds() {
        assertThat(anyOf("a*c").matches("a\nb\nc")).isTrue();
        assertThat(anyOf("a").matches("a\n")).isFalse();
        assertThat(anyOf("*a").matches("b\na\n")).isFalse();
    }

    @Test
    void oneOfSeveralIsEnough() {
        NamePattern pattern = anyOf("a", "b*", "*c");
        assertThat(List.of("a", "b", "bx", "c", "xc")).allMatch(pattern::matches);
        assertThat(List.of("ax", "xb", "cx", "")).noneMatch(pattern::matches);
    }

    @Test
    void ofNoneThereIsNoMatch() {
        assertThat(List.of("", "a")).noneMatch(anyOf()::matches);
    }

    @Test
    void whatMatchesEverythingNeedNotBeAsked() {
        assertThat(anyOf("a", "*").isEverything()).isTrue();
        assertThat(anyOf("**").isEverything()).isTrue();
        assertThat(anyOf("a*").isEverything()).isFalse();
        assertThat(anyOf("").isEverything()).isFalse();
    }

    /** Forty gaps that could each be tried at each place of the name: a matcher that does would not end. */
    @Test
    void manyGapsTakeStepsByTheLengthOfTheName() {
        NamePattern pattern = anyOf("*a".repeat(40) + "*b");
        StepBudget budget = new StepBudget(10_000);
        assertThat(pattern.matches("a".repeat(255), budget)).isFalse();
        assertThat(pattern.matches("a".repeat(254) + "b", budget)).isTrue();
    }

    @Test
    void hundredsOfWildcardsAreTaken() {
        String[] many = IntStream.range(0, 500).mapToObj(i -> "app-" + i + "-*").toArray(String[]::new);
        assertThat(anyOf(many).matches("app-499-q")).isTrue();
        assertThat(anyOf(many).matches("app-500-q")).isFalse();
        assertThatThrownBy(() ->
                        anyOf(IntStream.range(0, 5_000).mapToObj(i -> i + "*").toArray(String[]::new)))
                .isInstanceOf(PatternSyntaxException.class);
    }
}
