package io.leveret.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertiesTest {
    /** The 14 properties in their order, each as it is on the wire. */
    private static final List<String> VALUES = List.of(
            "02 7470", // content-type "tp"
            "01 65", // content-encoding "e"
            "00000004 016b 74 01", // headers {k: true}
            "02", // delivery-mode
            "09", // priority
            "02 6369", // correlation-id "ci"
            "02 7274", // reply-to "rt"
            "04 31303030", // expiration "1000"
            "00", // message-id ""
            "0000000100000002", // timestamp
            "02 7479", // type "ty"
            "02 7569", // user-id "ui"
            "02 6169", // app-id "ai"
            "02 636c"); // cluster-id "cl"

    private static final byte[] ALL = withFlags(0xfffc);

    @Test
    void everyPropertyIsFoundAmongAll() {
        Properties.validate(ALL);

        assertThat(Properties.contentType(ALL)).isEqualTo("tp");
        assertThat(Properties.contentEncoding(ALL)).isEqualTo("e");
        assertThat(Properties.headers(ALL))
                .isEqualTo(FieldTable.builder().put("k", true).build());
        assertThat(Properties.persistent(ALL)).isTrue();
        assertThat(Properties.deliveryMode(ALL)).isEqualTo(2);
        assertThat(Properties.priority(ALL)).isEqualTo(9);
        assertThat(Properties.correlationId(ALL)).isEqualTo("ci");
        assertThat(Properties.replyTo(ALL)).isEqualTo("rt");
        assertThat(Properties.expiration(ALL)).isEqualTo("1000");
        assertThat(Properties.messageId(ALL)).isEmpty();
        assertThat(Properties.timestamp(ALL)).isEqualTo(0x1_0000_0002L);
        assertThat(Properties.type(ALL)).isEqualTo("ty");
        assertThat(Properties.userId(ALL)).isEqualTo("ui");
        assertThat(Properties.appId(ALL)).isEqualTo("ai");
        assertThat(Properties.clusterId(ALL)).isEqualTo("cl");
    }

    @Test
    void nothingIsFoundInNone() {
        byte[] none = Properties.none();
        Properties.validate(none);

        assertThat(Properties.persistent(none)).isFalse();
        assertThat(Properties.priority(none)).isZero();
        assertThat(Properties.headers(none)).isNull();
        assertThat(Properties.timestamp(none)).isNull();
        assertThat(Properties.expiration(none)).isNull();
    }

    @Test
    void everyCombinationOfPropertiesIsValidAndReadable() {
        for (int flags = 0; flags < 1 << 16; flags += 4) {
            byte[] octets = withFlags(flags);
            Properties.validate(octets);
            assertThat(Properties.persistent(octets)).isEqualTo((flags & 1 << 12) != 0);
            assertThat(Properties.expiration(octets)).isEqualTo((flags & 1 << 8) == 0 ? null : "1000");
            assertThat(Properties.clusterId(octets)).isEqualTo((flags & 1 << 2) == 0 ? null : "cl");
        }
    }

    @Test
    void onlyDeliveryModeTwoIsPersistent() {
        assertThat(Properties.persistent(hex("1000 02"))).isTrue();
        assertThat(Properties.persistent(hex("1000 01"))).isFalse();
        assertThat(Properties.persistent(hex("1000 00"))).isFalse();
        assertThat(Properties.persistent(hex("0800 02"))).isFalse(); // a priority
    }

    @Test
    void replyToIsReplacedOrAddedAndNothingElseChanges() {
        for (int flags = 0; flags < 1 << 16; flags += 4) {
            byte[] octets = withFlags(flags);
            byte[] replaced = Properties.withReplyTo(octets, "another");
            assertThat(replaced).isEqualTo(withFlags(flags | 1 << 9, 6, "07 616e6f74686572"));
            assertThat(octets).isEqualTo(withFlags(flags));
        }
    }

    @Test
    void headersAreReplacedAddedOrTakenAwayAndNothingElseChanges() {
        FieldTable headers = FieldTable.builder().put("a", "b").build();
        for (int flags = 0; flags < 1 << 16; flags += 4) {
            byte[] octets = withFlags(flags);
            assertThat(Properties.withHeaders(octets, headers))
                    .isEqualTo(withFlags(flags | 1 << 13, 2, "00000008 0161 53 00000001 62"));
            assertThat(Properties.withHeaders(octets, FieldTable.EMPTY))
                    .isEqualTo(withFlags(flags | 1 << 13, 2, "00000000"));
            assertThat(Properties.withHeaders(octets, null)).isEqualTo(withFlags(flags & ~(1 << 13)));
            assertThat(Properties.withoutExpiration(octets)).isEqualTo(withFlags(flags & ~(1 << 8)));
        }
    }

    @Test
    void propertiesOfAnyOtherLengthAreRefused() {
        for (int length = 0; length < ALL.length; length++) {
            byte[] cut = Arrays.copyOf(ALL, length);
            assertThatExceptionOfType(AmqpException.class)
                    .as("length %d", length)
                    .isThrownBy(() -> Properties.validate(cut))
                    .matches(e -> e.replyCode() == ReplyCode.SYNTAX_ERROR);
        }
        byte[] longer = Arrays.copyOf(ALL, ALL.length + 1);
        assertThatExceptionOfType(AmqpException.class)
                .isThrownBy(() -> Properties.validate(longer))
                .withMessage("malformed content properties: 1 octets too many");
    }

    @Test
    void flagsOfNoPropertyAreRefused() {
        for (String flags : List.of("0001", "0002", "8001 00 0000")) {
            byte[] octets = hex(flags);
            assertThatThrownBy(() -> Properties.validate(octets))
                    .isInstanceOf(AmqpException.class)
                    .hasMessageStartingWith("malformed content properties: unknown property flags");
        }
    }

    @Test
    void malformedHeadersAreRefused() {
        for (String octets :
                List.of("2000 ffffffff", "2000 80000000 00", "2000 00000001 01", "2000 00000003 0161 5a")) {
            assertThatThrownBy(() -> Properties.validate(hex(octets))).isInstanceOf(AmqpException.class);
        }
    }

    private static byte[] withFlags(int flags) {
        return withFlags(flags, -1, "");
    }

    private static byte[] withFlags(int flags, int changed, String value) {
        StringBuilder digits = new StringBuilder(String.format("%04x", flags));
        for (int i = 0; i < VALUES.size(); i++) {
            if ((flags & 1 << (15 - i)) != 0) {
                digits.append(i == changed ? value : VALUES.get(i));
            }
        }
        return hex(digits.toString());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
