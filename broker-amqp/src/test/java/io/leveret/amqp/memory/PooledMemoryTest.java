package io.leveret.amqp.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.OctetMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PooledMemoryTest {
    private final Random random = new Random(3);

    @Test
    void whatIsKeptIsReadBackWhateverElseIsKeptAndFreed() {
        OctetMemory memory = new PooledMemory(1 << 30);
        List<byte[]> octets = new ArrayList<>();
        List<OctetMemory.Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] some = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 300_000 : 3_000)];
            random.nextBytes(some);
            octets.add(some);
            blocks.add(memory.keep(Arrays.copyOf(some, some.length + 10), some.length));
            if (random.nextBoolean()) {
                int at = random.nextInt(blocks.size());
                assertKept(blocks.remove(at), octets.remove(at));
            }
        }
        while (!blocks.isEmpty()) {
            assertKept(blocks.remove(0), octets.remove(0));
        }
    }

    @Test
    void noMoreIsKeptThanTheBoundOfAllTogetherAllows() {
        OctetMemory memory = new PooledMemory(100_000);
        OctetMemory other = new PooledMemory(100_000);
        OctetMemory.Block first = memory.keep(new byte[60_000], 60_000);

        assertThat(other.keep(new byte[30_000], 30_000))
                .as("60,000 octets take 65,536, 30,000 take 32,768, and the rest is too little")
                .isNotNull()
                .satisfies(OctetMemory.Block::free);
        assertThat(other.keep(new byte[40_000], 40_000)).isNull();
        first.free();
        OctetMemory.Block second = other.keep(new byte[60_000], 60_000);
        assertThat(second).isNotNull();
        second.free();
    }

    @Test
    void aBlockCountsForTheRoomThatItTakes() {
        OctetMemory memory = new PooledMemory(1 << 20);

        for (int length : new int[] {1, 100, 8_193, 100_000, 120 * 1024 + 300, 128 * 1024}) {
            OctetMemory.Block block = memory.keep(new byte[length], length);
            assertThat(block.occupied()).isBetween(length, 16 + length + length / 3);
            block.free();
        }
        assertThat(memory.hasRoom()).isTrue();
        OctetMemory.Block block = memory.keep(new byte[600_000], 600_000);
        assertThat(memory.hasRoom()).isFalse();
        block.free();
    }

    private static void assertKept(OctetMemory.Block block, byte[] octets) {
        byte[] target = new byte[octets.length + 5];
        assertThat(block.length()).isEqualTo(octets.length);
        block.read(target);
        block.free();
        assertThat(Arrays.copyOf(target, octets.length)).isEqualTo(octets);
    }
}
