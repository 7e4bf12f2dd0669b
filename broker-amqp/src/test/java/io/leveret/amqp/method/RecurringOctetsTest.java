package io.leveret.amqp.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class RecurringOctetsTest {
    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (0x80 + 7 * i);
        }
        return octets;
    }

    /** The octets behind three others, and before three more. */
    private static ByteBuf among(byte[] octets) {
        ByteBuf in = Unpooled.directBuffer();
        return in.writeZero(3).writeBytes(octets).writeZero(3).skipBytes(3);
    }

    @Test
    void theSameComeAtEveryLength() {
        for (int length = 0; length < 40; length++) {
            byte[] octets = octets(length);
            ByteBuf in = among(octets);

            assertThat(new RecurringOctets(octets).come(in, length))
                    .as("%s octets", length)
                    .isTrue();
            assertThat(in.readerIndex()).isEqualTo(3);
            in.release();
        }
    }

    @Test
    void eachOctetIsLookedAt() {
        for (int length = 1; length < 40; length++) {
            for (int other = 0; other < length; other++) {
                byte[] expected = octets(length);
                ByteBuf in = among(expected);
                expected[other] ^= 1;

                assertThat(new RecurringOctets(expected).come(in, length))
                        .as("octet %s of %s", other, length)
                        .isFalse();
                in.release();
            }
        }
    }

    @Test
    void anotherLengthIsNotTheSame() {
        ByteBuf in = among(octets(12));

        assertThat(new RecurringOctets(octets(11)).come(in, 12)).isFalse();
        assertThat(new RecurringOctets(octets(12)).come(in, 11)).isFalse();
        in.release();
    }
}
