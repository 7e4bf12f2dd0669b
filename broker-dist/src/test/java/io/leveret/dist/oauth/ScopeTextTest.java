package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Wildcard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTextTest {
    private static Optional<Wildcard> read(String text, Map<String, String> variables) {
        return ScopeText.wildcard(text, variables::get);
    }

    private static boolean matches(String text, String name) {
        return read(text, Map.of()).orElseThrow().matches(name);
    }

    /** The examples of RabbitMQ's own test suite. */
    @ParameterizedTest
    @CsvSource({
        "string%20with%20%2F%20special%20%25%20characters, string with / special % characters",
        "pattern+with++plus++spaces, pattern with  plus  spaces",
        "pattern+with+plus+spaces+and+%2A+wildcard+encoded, pattern with plus spaces and * wildcard encoded",
        "case+with+%2a+special+%2f+characters, case with * special / characters",
        "wildcard * is matched by wildcard, wildcard * is matched by wildcard",
        "wildcard * is matched by wildcard, wildcard * and anything else is matched by wildcard",
        "wildcard+%2a+is+matched+by+urlencoded, wildcard * is matched by urlencoded",
        "'*+characters', line * with * special * characters",
        "'*special+%2A+characters', line * with * special * characters",
        "'line+%2a*', line * with * special * characters",
        "string+with+unescaped+*, string with unescaped *",
        "'*+*+*', some long string",
        "%D1%8E%D0%BD%D0%B8*, юникод",
        "юни*, юникод",
        "%7Bsub%7D, {sub}",
        "{open, {open",
        "a}b, a}b",
        "%F0%9F%90%87, 🐇",
        "🐇*, 🐇🐇"
    })
    void partsAreUrlEncoded(String text, String name) {
        assertThat(matches(text, name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "CaseSensitive, casesensitive",
        "wildcard+%2a+is+not+matched, wildcard and anything is not matched",
        "'*+*+*', some string"
    })
    void whatIsEncodedStandsForItself(String text, String name) {
        assertThat(matches(text, name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"string with unescaped % character", "%", "%4", "%g0", "%0g", "a%", "%-1"})
    void whatIsNotEncodedRightStandsForNothing(String text) {
        assertThat(read(text, Map.of())).isEmpty();
    }

    @Test
    void variablesAreTakenLiterally() {
        Map<String, String> variables = Map.of("sub", "a*b%2F+{sub}", "x", "");
        assertThat(read("q-{sub}-*", variables)).contains(new Wildcard(List.of("q-a*b%2F+{sub}-", "")));
        assertThat(read("{x}", variables)).contains(new Wildcard(List.of("")));
        assertThat(read("{sub}{none}", variables)).isEmpty();
    }
}
