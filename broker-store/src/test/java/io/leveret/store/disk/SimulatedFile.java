package io.leveret.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** A file of the {@link SimulatedDisk}: what a reader sees, and what is known to be on the disk. Owner: its disk. */
final class SimulatedFile {
    private static final int SECTOR = 512;

    private byte[] seen;
    private int size;
    private byte[] forced;
    /** Sectors that differ, or may. */
    private final BitSet unforced = new BitSet();

    SimulatedFile(byte[] content) {
        seen = content.clone();
        size = content.length;
        forced = content.clone();
    }

    int size() {
        return size;
    }

    byte[] content() {
        return Arrays.copyOf(seen, size);
    }

    void cutPower(Random random) {
        byte[] after = Arrays.copyOf(forced, Math.max(forced.length, size));
        for (int sector = unforced.nextSetBit(0); sector >= 0; sector = unforced.nextSetBit(sector + 1)) {
            int from = sector * SECTOR;
            int to = Math.min(from + SECTOR, after.length);
            int fate = random.nextInt(8);
            if (fate < 4) {
                System.arraycopy(seen, from, after, from, Math.max(0, Math.min(to, size) - from));
            } else if (fate == 4) {
                byte[] garbage = new byte[to - from];
                random.nextBytes(garbage);
                System.arraycopy(garbage, 0, after, from, garbage.length);
            }
        }
        int grown = after.length - forced.length;
        forced = Arrays.copyOf(after, forced.length + (grown == 0 ? 0 : random.nextInt(grown + 1)));
        seen = forced.clone();
        size = seen.length;
        unforced.clear();
    }

    /** What was not forced is as it was before. */
    void forget() {
        seen = forced.clone();
        size = seen.length;
        unforced.clear();
    }

    DiskFile handle(SimulatedDisk disk, int life) {
        return new Handle(disk, life);
    }

    private void write(int position, ByteBuffer from, int count) {
        int end = position + count;
        if (end > seen.length) {
            seen = Arrays.copyOf(seen, Math.max(end, seen.length * 2));
        }
        from.get(seen, position, count);
        size = Math.max(size, end);
        if (count > 0) {
            unforced.set(position / SECTOR, (end - 1) / SECTOR + 1);
        }
    }

    private void force() {
        int was = forced.length;
        if (size > was) {
            forced = Arrays.copyOf(forced, size);
            unforced.set(was / SECTOR, (size - 1) / SECTOR + 1);
        }
        for (int sector = unforced.nextSetBit(0); sector >= 0; sector = unforced.nextSetBit(sector + 1)) {
            int from = sector * SECTOR;
            System.arraycopy(seen, from, forced, from, Math.max(0, Math.min(SECTOR, size - from)));
        }
        unforced.clear();
    }

    private final class Handle implements DiskFile {
        private final SimulatedDisk disk;
        private final int life;

        Handle(SimulatedDisk disk, int life) {
            this.disk = disk;
            this.life = life;
        }

        @Override
        public long size() throws IOException {
            disk.alive(life);
            return size;
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            disk.alive(life);
            int count = (int) Math.max(0, Math.min(into.remaining(), size - position));
            if (count > 0) {
                into.put(seen, (int) position, count);
            }
            return count;
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            disk.claim(position + from.remaining() - size);
            if (disk.change(life)) {
                int part = disk.random().nextInt(from.remaining() + 1);
                SimulatedFile.this.write((int) position, from, part);
                throw new SimulatedDisk.PowerCut();
            }
            SimulatedFile.this.write((int) position, from, from.remaining());
        }

        @Override
        public void force() throws IOException {
            if (disk.change(life)) {
                throw new SimulatedDisk.PowerCut();
            }
            if (disk.isHonest()) {
                SimulatedFile.this.force();
            }
        }

        @Override
        public void close() {}
    }
}
