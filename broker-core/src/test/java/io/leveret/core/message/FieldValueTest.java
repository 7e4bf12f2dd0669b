package io.leveret.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldValueTest {
    @Test
    void valuesAreNamedAndPrintedAsInRabbitMqsErrors() {
        assertThat(FieldValue.of(20_000).text()).isEqualTo("20000");
        assertThat(FieldValue.of(20_000).typeName()).isEqualTo("signedint");
        assertThat(FieldValue.of("some text").text()).isEqualTo("some text");
        assertThat(FieldValue.of(true).text()).isEqualTo("true");
        assertThat(FieldValue.timestamp(-1).text()).isEqualTo("18446744073709551615");
        assertThat(new FieldValue('D', new FieldValue.Decimal(2, 150)).text()).isEqualTo("{2,150}");
        assertThat(new FieldValue('V', Octets.EMPTY).text()).isEqualTo("undefined");
        assertThat(new FieldValue('d', 1.5).text()).isEqualTo("1.5");
        assertThat(FieldValue.of(List.of(FieldValue.of("a"), FieldValue.of(1L))).text())
                .isEqualTo("[{longstr,<<\"a\">>},{long,1}]");
        assertThat(FieldTable.builder().put("k", 1).build()).hasToString("[{<<\"k\">>,signedint,1}]");
    }

    @Test
    void everyIntegerWidthIsAnIntegerAndNothingElseIs() {
        for (char type : "tbBsuIilLfdDSATFVx".toCharArray()) {
            assertThat(new FieldValue(type, 0L).isInteger()).isEqualTo("bBsuIilL".indexOf(type) >= 0);
        }
    }

    @Test
    void everyTypeHasRabbitMqsName() {
        assertThat("tbBsuIilLfdDSATFVx"
                        .chars()
                        .mapToObj(type -> new FieldValue((char) type, 0L).typeName())
                        .toList())
                .containsExactly(
                        "bool",
                        "byte",
                        "unsignedbyte",
                        "short",
                        "unsignedshort",
                        "signedint",
                        "unsignedint",
                        "long",
                        "long",
                        "float",
                        "double",
                        "decimal",
                        "longstr",
                        "array",
                        "timestamp",
                        "table",
                        "void",
                        "binary");
    }

    @Test
    void octetsArePrintedAsErlangPrintsBinaries() {
        assertThat(erlang()).isEqualTo("<<>>");
        assertThat(erlang('a', '"', '\\', '\n')).isEqualTo("<<\"a\\\"\\\\\\n\">>");
        assertThat(erlang(0, 10, 255)).isEqualTo("<<0,10,255>>");
        assertThat(erlang(0xe9)).isEqualTo("<<\"é\">>"); // Latin 1
        assertThat(erlang(0xc3, 0xa9)).isEqualTo("<<\"é\"/utf8>>");
        assertThat(erlang(0xe2, 0x82, 0xac)).isEqualTo("<<226,130,172>>"); // the euro sign is beyond Latin 1
        assertThat(Octets.of("é".getBytes(StandardCharsets.UTF_8))).hasToString("é");
    }

    private static String erlang(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return Octets.of(bytes).toErlang();
    }
}
