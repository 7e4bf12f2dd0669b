package io.leveret.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
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
            assertThat(isAffordable(regex, LONGEST_NAME)).as(regex).isFalse();
            assertThat(isAffordable(regex, "b")).as(regex).isTrue();
        }
    }

    @Test
    void honestExpressionsNeverCountTooMuch() {
        for (String regex : new String[] {
            "^(app|web)[.-].*",
            "a.*x",
            "^[0-9]{1,3}-[a-z]{1,100}$",
            "(?i)^A+$",
            "\\x{1F600}{3}",
            "^(.*)-(.*)$",
            "^(?!amq\\.).*",
            "^(foo\\.)?(bar\\.)?(.*)?$",
            "(?<!-dead)(?<!-retry)$",
            "^(eu|us|)(\\.[a-z]+)*$",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa|".repeat(33) + "c",
            "^[^.\\]]+(?:\\.(?:a|b)?)*$"
        }) {
            assertThat(isAffordable(regex, LONGEST_NAME)).as(regex).isTrue();
        }
    }

    private static boolean isAffordable(String regex, String name) {
        try {
            NamePattern.of(regex).matches(name, new StepBudget(Long.MAX_VALUE));
            return true;
        } catch (TooManyStepsException e) {
            return false;
        }
    }

    @Test
    void anExpressionThatBranchesWithoutLookingAtACharacterIsRefused() {
        for (String regex : new String[] {
            "(|)".repeat(24) + "\\z",
            "()?".repeat(30) + "x",
            "^?".repeat(40) + "x",
            "(a{0}|b{0})".repeat(20) + "x",
            "(a*|b*)".repeat(20) + "x",
            "((((((a*)*)*)*)*)*)*x",
            "((|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)a|b)*",
            "(a" + "(|)".repeat(8) + ")" + "(|)".repeat(8) + "x",
            "(?=" + "(|)".repeat(20) + "x)",
            "(?:a|(?:|)){30}x",
            "(\\b?){1000}",
            "(x)?" + "(?:\\1|\\1)".repeat(20),
            "(?:\\c(|(|)){30}x",
            "[](](|)".repeat(20) + "x",
            "(?i)" + "(?:(?i)|(?i))".repeat(20) + "x"
        }) {
            assertThatThrownBy(() -> NamePattern.of(regex)).as(regex).isInstanceOf(PatternSyntaxException.class);
        }
    }

    @Test
    void syntaxThatHidesWhatBranchesIsRefused() {
        for (String regex : new String[] {"(?x)( | )", "(?i-x:a)", "\\Q|\\E", "[a[b]]", "[a&&b]"}) {
            assertThatThrownBy(() -> NamePattern.of(regex))
                    .as(regex)
                    .isInstanceOf(PatternSyntaxException.class)
                    .hasMessageContaining("not taken");
        }
    }

    @Test
    void theWorstExpressionsThatAreTakenAreGivenUpSoon() {
        for (String regex : new String[] {
            "(|)".repeat(8) + "\\z",
            "(.*)(.*)(.*)" + "(|)".repeat(8) + "x",
            "(a*|b*)(a*|b*)(a*|b*)(a*|b*)(a*|b*)(a*|b*)c"
        }) {
            NamePattern pattern = NamePattern.of(regex);
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(2),
                    () -> {
                        pattern.matches(LONGEST_NAME);
                        pattern.matches("");
                    },
                    regex);
        }
    }

    @Test
    void anythingAtTheBeginningCostsNothing() {
        for (String regex : new String[] {".*dead.*letters", ".*?.*dead.*letters"}) {
            StepBudget budget = new StepBudget(NamePattern.MOST_STEPS + 300);
            assertThat(NamePattern.of(regex).matches("q".repeat(240) + "-dead-letters", budget))
                    .isTrue();
            assertThat(budget.isNearlySpent()).as(regex).isFalse();
            assertThat(NamePattern.of(regex).matches("letters")).isFalse();
        }
        assertThat(NamePattern.of(".*+a").matches("a")).isFalse();
        assertThat(NamePattern.of(".*?").matches("a")).isTrue();
        assertThat(NamePattern.of(".*|b").matches("a")).isTrue();
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

    private static NamePattern anyOf(String... regexes) {
        return NamePattern.anyOf(Arrays.stream(regexes).map(NamePattern::of).toList());
    }

    @Test
    void anyOfSeveralIsFoundWhereOneOfThemIs() {
        NamePattern any = anyOf("^(a)\\1$", "^(b)\\1$", "");

        for (String name : new String[] {"aa", "bb", ""}) {
            assertThat(any.matches(name)).as(name).isTrue();
        }
        for (String name : new String[] {"ab", "ba", "a", "c"}) {
            assertThat(any.matches(name)).as(name).isFalse();
        }
        assertThat(anyOf("a", ".*").isEverything()).isTrue();
        assertThat(anyOf("a", "a")).isEqualTo(NamePattern.of("a"));
        assertThat(anyOf().matches("q")).isFalse();
    }

    @Test
    void severalTogetherTakeNoMoreStepsThanOne() {
        NamePattern dear = anyOf("(.*)(.*)(.*)(.*)b", "a");

        assertThat(dear.matches(LONGEST_NAME))
                .as("the first has taken them all")
                .isFalse();
        assertThat(dear.matches("a")).isTrue();
    }

    @Test
    void aLiteralMatchesItsTextAlone() {
        for (String text : new String[] {"a.b", "\\E.*", "{5000}", "a|b", "^$", "\uD83D\uDE00+"}) {
            NamePattern literal = NamePattern.compiled("^" + NamePattern.literal(text) + "$");
            assertThat(literal.matches(text)).as(text).isTrue();
            assertThat(literal.matches(text + text)).as(text).isFalse();
        }
    }
}
