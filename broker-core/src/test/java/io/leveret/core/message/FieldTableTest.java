package io.leveret.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldTableTest {
    private static final byte[] EVERY_TYPE = hex(
            "0174 74 01" // t: true
                    + "0162 62 ff" // b: -1
                    + "0142 42 ff" // B: 255
                    + "0173 73 fffe" // s: -2
                    + "0175 75 fffe" // u: 65534
                    + "0149 49 fffffffd" // I: -3
                    + "0169 69 fffffffd" // i: 4294967293
                    + "016c 6c fffffffffffffffc" // l: -4
                    + "014c 4c fffffffffffffffb" // L: -5, signed as RabbitMQ reads it
                    + "0166 66 3fc00000" // f: 1.5
                    + "0164 64 c004000000000000" // d: -2.5
                    + "0144 44 02 00000096" // D: 1.50
                    + "0153 53 00000002 c3a9" // S: é
                    + "0141 41 00000009 7400 53 00000001 61 56" // A: false, "a", void
                    + "0154 54 00000000ffffffff" // T
                    + "0146 46 00000003 0161 56" // F: {a: void}
                    + "0156 56" // V
                    + "0178 78 00000003 000102" // x
                    + "0174 74 02"); // the key t again

    @Test
    void everyTypeIsReadAndGoesOutAsItCameIn() {
        FieldTable table = FieldTable.received(EVERY_TYPE);

        assertThat(table.encoded()).isSameAs(EVERY_TYPE);
        assertThat(table.size()).isEqualTo(19);
        assertThat(table.get("t")).isEqualTo(FieldValue.of(true));
        assertThat(table.get("b")).isEqualTo(new FieldValue('b', -1L));
        assertThat(table.get("B")).isEqualTo(new FieldValue('B', 255L));
        assertThat(table.get("s")).isEqualTo(new FieldValue('s', -2L));
        assertThat(table.get("u")).isEqualTo(new FieldValue('u', 65_534L));
        assertThat(table.get("I")).isEqualTo(FieldValue.of(-3));
        assertThat(table.get("i")).isEqualTo(new FieldValue('i', 4_294_967_293L));
        assertThat(table.get("l")).isEqualTo(FieldValue.of(-4L));
        assertThat(table.get("L")).isEqualTo(new FieldValue('L', -5L));
        assertThat(table.get("f")).isEqualTo(new FieldValue('f', 1.5));
        assertThat(table.get("d")).isEqualTo(new FieldValue('d', -2.5));
        assertThat(table.get("D")).isEqualTo(new FieldValue('D', new FieldValue.Decimal(2, 150)));
        assertThat(table.get("S")).isEqualTo(FieldValue.of("é"));
        assertThat(table.get("A"))
                .isEqualTo(FieldValue.of(
                        List.of(FieldValue.of(false), FieldValue.of("a"), new FieldValue('V', Octets.EMPTY))));
        assertThat(table.get("T")).isEqualTo(FieldValue.timestamp(0xffff_ffffL));
        assertThat(table.get("F").asTable().get("a").typeName()).isEqualTo("void");
        assertThat(table.get("V")).isEqualTo(new FieldValue('V', Octets.EMPTY));
        assertThat(table.get("x")).isEqualTo(new FieldValue('x', Octets.of(new byte[] {0, 1, 2})));
        assertThat(table.get("absent")).isNull();
    }

    @Test
    void aTableBuiltFromTheEntriesOfAnotherHasTheSameOctets() {
        FieldTable.Builder builder = FieldTable.builder();
        FieldTable.received(EVERY_TYPE).forEach(entry -> builder.put(entry.key(), entry.value()));

        byte[] rebuilt = builder.build().encoded();

        byte[] expected = EVERY_TYPE.clone();
        expected[expected.length - 1] = 1; // any octet but 0 is true, the broker writes 1
        assertThat(rebuilt).isEqualTo(expected);
    }

    @Test
    void theBuilderChoosesTheUsualTypes() {
        FieldTable inner = FieldTable.builder().put("k", "v").build();
        FieldTable table = FieldTable.builder()
                .put("string", "text")
                .put("bool", true)
                .put("int", 7)
                .put("long", 8L)
                .put("table", inner)
                .put("array", List.of(FieldValue.of(inner)))
                .build();

        assertThat(table.entries().stream().map(entry -> entry.value().typeName()))
                .containsExactly("longstr", "bool", "signedint", "long", "table", "array");
        assertThat(table.get("table").asTable()).isEqualTo(inner).hasSameHashCodeAs(inner);
        assertThat(FieldTable.received(table.encoded())).isEqualTo(table);
        assertThat(table.iterator().next().key()).isEqualTo("string");
    }

    @Test
    void anEmptyTableIsEmpty() {
        assertThat(FieldTable.received(new byte[0])).isSameAs(FieldTable.EMPTY);
        assertThat(FieldTable.builder().build().isEmpty()).isTrue();
        assertThat(FieldTable.EMPTY.size()).isZero();
    }

    @Test
    void aTableCutOffAnywhereIsRefusedUnlessItEndsBetweenEntries() {
        List<Integer> ends = List.of(0, 4, 8, 12, 17, 22, 29, 36, 47, 58, 65, 76, 84, 93, 109, 120, 130, 133, 143);
        for (int length = 0; length < EVERY_TYPE.length; length++) {
            byte[] cut = Arrays.copyOf(EVERY_TYPE, length);
            if (ends.contains(length)) {
                assertThat(FieldTable.received(cut).encoded()).isEqualTo(cut);
            } else {
                assertThatExceptionOfType(AmqpException.class)
                        .as("cut at %d", length)
                        .isThrownBy(() -> FieldTable.received(cut))
                        .withMessage("malformed field table: a field runs over the end")
                        .matches(e -> e.replyCode() == ReplyCode.SYNTAX_ERROR);
                assertThatThrownBy(() -> FieldTable.decode(cut).entries()).isInstanceOf(AmqpException.class);
            }
        }
    }

    @Test
    void anUnknownTypeLetterIsRefused() {
        for (int type = 0; type < 256; type++) {
            byte[] octets = new byte[11];
            octets[0] = 1;
            octets[2] = (byte) type;
            if ("tbBsuIilLfdDSATFVx".indexOf(type) < 0) {
                assertThatExceptionOfType(AmqpException.class)
                        .isThrownBy(() -> FieldTable.received(octets))
                        .withMessage("malformed field table: unknown field type " + type);
            }
        }
    }

    @Test
    void aNameThatIsNoUtf8IsRefusedWhereverItIs() {
        for (String table : List.of("02c3a956", "04f09f908756", "7f" + "61".repeat(127) + "56")) {
            assertThat(FieldTable.received(hex(table)).size()).isOne();
        }
        String broken = "02c32856";
        for (String table : List.of(broken, "016156" + broken, "016146 00000004" + broken, "03eda08056", "01ff56")) {
            assertThatExceptionOfType(AmqpException.class)
                    .isThrownBy(() -> FieldTable.received(hex(table)))
                    .withMessage("malformed field table: the name of a field is no UTF-8")
                    .matches(e -> e.replyCode() == ReplyCode.SYNTAX_ERROR);
        }
    }

    @Test
    void aHugeDeclaredLengthIsRefusedBeforeAnythingIsAllocated() {
        for (String type : List.of("53", "78", "41", "46")) {
            byte[] octets = hex("0161" + type + "ffffffff 00");
            assertThatThrownBy(() -> FieldTable.received(octets)).isInstanceOf(AmqpException.class);
            assertThatThrownBy(() -> FieldTable.decode(octets).size()).isInstanceOf(AmqpException.class);
        }
    }

    @Test
    void sixtyFourLevelsAreTakenAndSixtyFiveAreNot() {
        byte[] deepest = nestedTables(FieldTable.MAX_DEPTH);
        assertThat(FieldTable.received(deepest).encoded()).isSameAs(deepest);

        byte[] tooDeep = nestedTables(FieldTable.MAX_DEPTH + 1);
        assertThatExceptionOfType(AmqpException.class)
                .isThrownBy(() -> FieldTable.received(tooDeep))
                .withMessage("malformed field table: more than 64 levels");
    }

    @Test
    void tenThousandLevelsOverflowNoStack() {
        byte[] tables = nestedTables(10_000);
        assertThatThrownBy(() -> FieldTable.received(tables)).isInstanceOf(AmqpException.class);

        byte[] arrays = nestedArrays(10_000);
        assertThatThrownBy(() -> FieldTable.received(arrays)).isInstanceOf(AmqpException.class);
        assertThatThrownBy(() -> FieldTable.decode(arrays).entries()).isInstanceOf(AmqpException.class);
    }

    @Test
    void garbageIsEitherATableOrASyntaxError() {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int run = 0; run < 20_000; run++) {
            byte[] octets = EVERY_TYPE.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(FieldTable.received(octets).entries()).isNotEmpty();
            } catch (AmqpException e) {
                assertThat(e.replyCode()).as("seed %d run %d", seed, run).isEqualTo(ReplyCode.SYNTAX_ERROR);
            }
        }
    }

    /** {@code levels} tables, each but the innermost with one entry: an empty key and the next. */
    private static byte[] nestedTables(int levels) {
        byte[] octets = new byte[(levels - 1) * 6];
        for (int at = 0; at < octets.length; at += 6) {
            octets[at + 1] = 'F';
            putLength(octets, at + 2, octets.length - at - 6);
        }
        return octets;
    }

    private static byte[] nestedArrays(int levels) {
        byte[] octets = new byte[1 + levels * 5];
        for (int at = 1; at < octets.length; at += 5) {
            octets[at] = 'A';
            putLength(octets, at + 1, octets.length - at - 5);
        }
        return octets;
    }

    private static void putLength(byte[] octets, int at, int length) {
        for (int i = 0; i < 4; i++) {
            octets[at + i] = (byte) (length >>> (24 - 8 * i));
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
