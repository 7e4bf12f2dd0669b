package io.leveret.dist.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as scenarios write them, as the wire has them, and as transcripts show them. */
class ValuesTest {
    private static final List<Argument> TABLE = List.of(Argument.parse("headers:table"));

    private static String octets(Map<String, Object> values, List<Argument> arguments) {
        return new OctetWriter().arguments(arguments, values).asText();
    }

    private static String hex(String octets) {
        return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{a: 1, b: \"x\", c: true}",
                "{a: byte:-1, b: ubyte:255, c: short:-2, d: ushort:65535, e: uint:4294967295, f: long:-5}",
                "{a: float:1.5, b: double:-2.25, c: decimal:1.50, d: ts:1700000000, e: void}",
                "{a: bytes:00ff, b: [1, \"two\", [false], {c: void}], d: {e: {}}}",
                "{\"odd name\": \"line\\n\\\"quote\\\" \\\\ \\x00 é\"}",
                "{not-utf-8: \"\\xffA\"}"
            })
    void tableIsTheSameAfterTheWire(String text) {
        Map<String, Object> written = Map.of("headers", new TextReader(text).table());
        Map<String, Object> read = new OctetReader(octets(written, TABLE)).arguments(TABLE);
        assertThat(TextWriter.arguments(read)).isEqualTo(" headers=" + text);
    }

    @Test
    void wordsAndExplicitTypesAreShortFormsOfTheSame() {
        Map<String, FieldValue> table =
                new TextReader("{a: word, b: str:5, c: array[1], d: table{e: int:5}, f: bool:true}").table();
        assertThat(TextWriter.arguments(Map.of("t", table)))
                .isEqualTo(" t={a: \"word\", b: \"5\", c: [1], d: {e: 5}, f: true}");
    }

    @Test
    void tableHasTheOctetsOfTheProtocol() {
        Map<String, Object> values = Map.of("headers", new TextReader("{n: 1, s: \"x\"}").table());
        assertThat(hex(octets(values, TABLE)))
                .isEqualTo("0000000f" + "016e" + "49" + "00000001" + "0173" + "53" + "00000001" + "78");
    }

    @Test
    void methodHasTheOctetsOfTheProtocol() {
        MethodLayout declare = MethodTable.of("queue.declare");
        Map<String, Object> values = Map.of("queue", "q", "durable", true, "no-wait", true);
        assertThat(hex(octets(values, declare.arguments())))
                .isEqualTo("0000" + "0171" + "12" + "00000000"); // ticket, queue, bits 1 and 4, no arguments
        assertThat(new OctetReader(octets(values, declare.arguments())).arguments(declare.arguments()))
                .containsEntry("queue", "q")
                .containsEntry("durable", true)
                .containsEntry("passive", false)
                .containsEntry("no-wait", true);
    }

    @Test
    void quotedTextMayBeRepeated() {
        assertThat(new TextReader("\"ab\"*3").text()).isEqualTo("ababab");
        assertThat(new TextReader("\"\\0guest\\x41\"").text()).isEqualTo("\0guestA");
    }

    @Test
    void longBodyIsToldByLengthAndChecksum() {
        assertThat(TextWriter.body("x".repeat(200))).isEqualTo('"' + "x".repeat(200) + '"');
        assertThat(TextWriter.body("123456789".repeat(100))).isEqualTo("<900 octets, CRC-32 09fd0fd7>");
    }

    @Test
    void octetsBehindTheLastArgumentAreAnError() {
        assertThatThrownBy(() -> new OctetReader("\0").arguments(List.of()))
                .hasMessage("1 octets behind the last argument");
    }

    @Test
    void misspeltValuesAreRefused() {
        assertThatThrownBy(() -> new TextReader("yes").value(Argument.Type.BIT))
                .hasMessage("neither true nor false: yes");
        assertThatThrownBy(() -> new TextReader("{a 1}").table()).hasMessage("expected : at column 4");
        assertThatThrownBy(() -> MethodTable.of("queue.declear")).hasMessage("no method queue.declear");
    }
}
