package io.leveret.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class NamePatternTest {
    private static final String LONGEST_NAME = "a".repeat(255);

    @Test
    void itIsSearchedForAnywhereInTheName() {
        assertThat(NamePattern.of("orders").matches("my-orders-queue")).isTrue();
        assertThat(NamePattern.of("^orders").matches("my-orders-queue")).isFalse();
        assertThat(NamePattern.of(".*").matches("")).isTrue();
    }

    @Test
    void theEmptyOneMatchesTheEmptyNameOnly() {
        assertThat(NamePattern.of("").matches("")).isTrue();
        assertThat(NamePattern.of("").matches("q")).isFalse();
        assertThat(NamePattern.of("").regex()).isEmpty();
    }

    @Test
    void anExpressionThatWouldTakeForeverIsGivenUp() {
        for (String regex :
                new String[] {"(.*)(.*)(.*)(.*)b", "a*a*a*a*a*b", "((a+)+)\\2b", "(a|b|ab)*(a|b|aa)*\\1c"}) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThat(NamePattern.of(regex).matches(LONGEST_NAME))
                            .isFalse(),
                    regex);
            assertThat(NamePattern.of(regex).isAffordable(LONGEST_NAME))
                    .as(regex)
                    .isFalse();
            assertThat(NamePattern.of(regex).isAffordable("b")).as(regex).isTrue();
        }
    }

    @Test
    void honestExpressionsNeverCountTooMuch() {
        for (String regex : new String[] {
            "^(app|web)[.-].*", "a.*x", "^[0-9]{1,3}-[a-z]{1,100}$", "(?i)^A+$", "\\x{1F600}{3}", "^(.*)-(.*)$"
        }) {
            assertThat(NamePattern.of(regex).isAffordable(LONGEST_NAME))
                    .as(regex)
                    .isTrue();
        }
    }

    @Test
    void whatIsNoExpressionOrCountsTooFarIsRefused() {
        String deep = "(".repeat(500) + ")".repeat(500);
        for (String regex : new String[] {
            "(",
            "(?:){2000000000}",
            "((?:){100}){100}",
            "(?x)(?:){2 000 000 000}",
            "(?x)(?:){2#\n000 000 000,}",
            "a{1001}",
            "a{5,99999999999}",
            "a".repeat(1001)
        }) {
            assertThatThrownBy(() -> NamePattern.of(regex)).as(regex).isInstanceOf(PatternSyntaxException.class);
        }
        assertThat(NamePattern.of(deep).matches("a")).isTrue();
    }

    @Test
    void permissionsAskThePatternOfTheRight() {
        Permissions permissions = Permissions.of("^c", "^w", "");
        assertThat(permissions.allows(Access.CONFIGURE, "c1")).isTrue();
        assertThat(permissions.allows(Access.WRITE, "c1")).isFalse();
        assertThat(permissions.allows(Access.WRITE, "w1")).isTrue();
        assertThat(permissions.allows(Access.READ, "w1")).isFalse();
    }
}
