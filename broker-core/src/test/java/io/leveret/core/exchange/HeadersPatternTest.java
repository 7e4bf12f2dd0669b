package io.leveret.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.error.AmqpException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import org.junit.jupiter.api.Test;

class HeadersPatternTest {
    private static final FieldValue VOID = new FieldValue('V', "");

    private static FieldTable.Builder table() {
        return FieldTable.builder();
    }

    private static boolean matches(String mode, FieldTable arguments, FieldTable headers) {
        return new HeadersPattern(arguments, mode).matches(headers);
    }

    @Test
    void allWantsEveryHeaderAndAnyWantsOne() {
        FieldTable arguments =
                table().put("x-match", "all").put("a", "1").put("b", 2).build();
        FieldTable both = table().put("b", 2).put("a", "1").put("c", true).build();
        FieldTable one = table().put("a", "1").put("b", 3).build();
        FieldTable none = table().put("a", "2").build();

        assertThat(matches("all", arguments, both)).isTrue();
        assertThat(matches("all", arguments, one)).isFalse();
        assertThat(matches("any", arguments, both)).isTrue();
        assertThat(matches("any", arguments, one)).isTrue();
        assertThat(matches("any", arguments, none)).isFalse();
    }

    @Test
    void namesWithXCountOnlyWhereTheModeSaysSo() {
        FieldTable arguments = table().put("x-match", "any").put("x-a", "1").build();
        FieldTable fitting = table().put("x-a", "1").build();
        FieldTable other = table().put("x-a", "2").build();

        assertThat(matches("all", arguments, other)).isTrue();
        assertThat(matches("any", arguments, fitting)).isFalse();
        assertThat(matches("all-with-x", arguments, fitting)).isTrue();
        assertThat(matches("all-with-x", arguments, other)).isFalse();
        assertThat(matches("any-with-x", arguments, fitting)).isTrue();
        assertThat(matches("any-with-x", arguments, other)).isFalse();
    }

    @Test
    void noArgumentsMatchEverythingWithAllAndNothingWithAny() {
        FieldTable headers = table().put("a", 1).build();

        assertThat(matches("all", FieldTable.EMPTY, headers)).isTrue();
        assertThat(matches("all", FieldTable.EMPTY, FieldTable.EMPTY)).isTrue();
        assertThat(matches("any", FieldTable.EMPTY, headers)).isFalse();
        assertThat(matches("any-with-x", FieldTable.EMPTY, FieldTable.EMPTY)).isFalse();
    }

    @Test
    void aVoidValueAsksForPresence() {
        FieldTable arguments = table().put("a", VOID).build();

        assertThat(matches("all", arguments, table().put("a", 7).build())).isTrue();
        assertThat(matches("all", arguments, table().put("a", VOID).build())).isTrue();
        assertThat(matches("all", arguments, table().put("b", 7).build())).isFalse();
        assertThat(matches("any", arguments, FieldTable.EMPTY)).isFalse();
    }

    @Test
    void integersAreEqualWhateverTheirWidthAndTextIsNoNumber() {
        FieldTable arguments = table().put("a", 5).build();

        assertThat(matches("all", arguments, table().put("a", 5L).build())).isTrue();
        assertThat(matches("all", arguments, table().put("a", "5").build())).isFalse();
        assertThat(matches("all", arguments, table().put("a", true).build())).isFalse();
    }

    @Test
    void theValueDecidesAndNotTheTypeItCameIn() {
        assertThat(same(new FieldValue('d', 5.0), FieldValue.of(5))).isTrue();
        assertThat(same(FieldValue.of(5L), new FieldValue('f', 5.5))).isFalse();
        assertThat(same(FieldValue.timestamp(5), FieldValue.of(5))).isTrue();
        assertThat(same(
                        FieldValue.of("abc"),
                        new FieldValue('x', FieldValue.of("abc").value())))
                .isTrue();
        assertThat(same(FieldValue.of(true), FieldValue.of(false))).isFalse();
        assertThat(same(FieldValue.of(""), VOID)).isFalse();
        assertThat(same(FieldValue.of(Long.MAX_VALUE), new FieldValue('d', (double) Long.MAX_VALUE)))
                .as("the nearest double")
                .isFalse();
        assertThat(same(FieldValue.of((1L << 53) + 1), new FieldValue('d', (double) (1L << 53))))
                .as("the nearest double")
                .isFalse();
    }

    private static boolean same(FieldValue asked, FieldValue given) {
        return matches(
                "all", table().put("a", asked).build(), table().put("a", given).build());
    }

    @Test
    void theModeItselfIsNeverAskedFor() {
        FieldTable arguments =
                table().put("x-match", "all-with-x").put("x-a", "1").build();

        assertThat(matches("all-with-x", arguments, table().put("x-a", "1").build()))
                .isTrue();
        assertThat(matches("any-with-x", table().put("x-match", "any-with-x").build(), arguments))
                .isFalse();
    }

    @Test
    void anUnknownModeIsRefusedWithTheBinding() {
        Exchange exchange = TestExchanges.create("h", ExchangeType.HEADERS);
        Destination place = new Place("q");

        assertThatThrownBy(() ->
                        exchange.check(place, "", table().put("x-match", "some").build()))
                .isInstanceOf(AmqpException.class)
                .hasMessage("Invalid x-match field value \"some\"; expected all, any, all-with-x, or any-with-x");
        assertThatThrownBy(() ->
                        exchange.check(place, "", table().put("x-match", 1).build()))
                .isInstanceOf(AmqpException.class)
                .hasMessage("Invalid x-match field type signedint (value 1); expected longstr");
        exchange.check(place, "", table().put("x-match", "any-with-x").build());
        exchange.check(place, "", FieldTable.EMPTY);
    }
}
