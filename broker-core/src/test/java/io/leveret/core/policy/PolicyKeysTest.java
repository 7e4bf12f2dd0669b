package io.leveret.core.policy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyKeysTest {
    @ParameterizedTest
    @CsvSource({
        "max-length, 0",
        "message-ttl, 0",
        "expires, 1",
        "delivery-limit, -1",
        "overflow, reject-publish",
        "durability, interval",
        "max-age, 7D",
        "alternate-exchange, x",
        "dead-letter-exchange, ''",
        "queue-leader-locator, balanced",
        "queue-leader-locator, random",
        "queue-leader-locator, least-leaders",
        "queue-mode, lazy",
        "dead-letter-strategy, at-least-once",
        "consumer-timeout, 60000",
        "queue-version, 2"
    })
    void aValueOfTheRightFormIsTaken(String key, String value) {
        assertThatCode(() -> PolicyKeys.check(PolicyLayer.USER, definition(key, value)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "max-length, -1",
        "max-length, many",
        "expires, 0",
        "expires, 315360000001",
        "message-ttl, 9223372036854775807",
        "consumer-timeout, 9223372036854775807",
        "overflow, drop",
        "durability, never",
        "max-age, 7",
        "max-age, D",
        "alternate-exchange, 3",
        "queue-leader-locator, here",
        "queue-mode, eager",
        "queue-version, 3",
        "dead-letter-strategy, never"
    })
    void aValueOfAnotherFormIsRefused(String key, String value) {
        assertThatThrownBy(() -> PolicyKeys.check(PolicyLayer.USER, definition(key, value)))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("'" + key + "' is to be");
    }

    @Test
    void keysThatNobodyKnowsAreRefused() {
        assertThatThrownBy(() -> PolicyKeys.check(PolicyLayer.USER, definition("max-lenght", "5")))
                .hasMessage("Validation failed\n\n[{<<\"max-lenght\">>,5}] are not recognised policy settings\n");
        assertThatThrownBy(() -> PolicyKeys.check(PolicyLayer.OPERATOR, definition("dead-letter-exchange", "x")))
                .hasMessage("Validation failed\n\n[{<<\"dead-letter-exchange\">>,<<\"x\">>}]"
                        + " are not recognised policy settings\n");
        assertThatThrownBy(() -> PolicyKeys.check(PolicyLayer.USER, FieldTable.EMPTY))
                .hasMessage("a policy defines at least one key");
    }

    @Test
    void allUnknownKeysAreNamedInTheirOrder() {
        FieldTable definition = FieldTable.builder()
                .put("b", 1)
                .put("max-length", 5)
                .put("a", true)
                .build();
        assertThatThrownBy(() -> PolicyKeys.check(PolicyLayer.USER, definition))
                .hasMessageContaining("\n\n[{<<\"b\">>,1},{<<\"a\">>,true}] are");
    }

    @Test
    void aValueOfAnotherFormIsSaidFirst() {
        FieldTable definition =
                FieldTable.builder().put("no-such", 1).put("max-length", -1).build();
        assertThatThrownBy(() -> PolicyKeys.check(PolicyLayer.USER, definition))
                .hasMessageStartingWith("'max-length' is to be");
    }

    private static FieldTable definition(String key, String value) {
        return value.matches("-?\\d+")
                ? FieldTable.builder().put(key, Long.parseLong(value)).build()
                : FieldTable.builder().put(key, value).build();
    }
}
