package io.leveret.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As RabbitMQ 3.10.8 answers, but for its line breaks. */
class DefinitionTermsTest {
    private static String term(FieldValue value) {
        String terms =
                DefinitionTerms.of(FieldTable.builder().put("k", value).build().entries());
        assertThat(terms).startsWith("[{<<\"k\">>,").endsWith("}]");
        return terms.substring("[{<<\"k\">>,".length(), terms.length() - 2);
    }

    @Test
    void numbersAndTruthsAreAsTheyAre() {
        assertThat(term(FieldValue.of(-5L))).isEqualTo("-5");
        assertThat(term(new FieldValue('d', 1.5))).isEqualTo("1.5");
        assertThat(term(new FieldValue('d', 1e30))).isEqualTo("1.0e30");
        assertThat(term(FieldValue.of(true))).isEqualTo("true");
        assertThat(term(FieldValue.of(false))).isEqualTo("false");
        assertThat(term(new FieldValue('V', Octets.EMPTY))).isEqualTo("null");
    }

    @Test
    void textsAreBinaries() {
        assertThat(term(FieldValue.of("abc"))).isEqualTo("<<\"abc\">>");
        assertThat(term(FieldValue.of("q\"\\ b\nc"))).isEqualTo("<<\"q\\\"\\\\ b\\nc\">>");
        assertThat(term(FieldValue.of(""))).isEqualTo("<<>>");
    }

    @Test
    void listsAndTablesHaveTheirItems() {
        FieldTable table = FieldTable.builder()
                .put("k", 1)
                .put("z", FieldTable.EMPTY)
                .put("l", List.of(FieldValue.of(true)))
                .build();
        assertThat(term(FieldValue.of(List.of(FieldValue.of(1L), FieldValue.of("a")))))
                .isEqualTo("[1,<<\"a\">>]");
        assertThat(term(FieldValue.of(List.of()))).isEqualTo("[]");
        assertThat(term(FieldValue.of(table))).isEqualTo("#{<<\"k\">> => 1,<<\"z\">> => #{},<<\"l\">> => [true]}");
    }
}
