package io.leveret.store.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cold files in which something is live. Owner: journal writer. */
public final class ColdFiles {
    /** A cold file is no larger than this, or not much. */
    private static final long LARGEST_USUAL = 128 << 20;

    /** Of small journal files a cold one is worth so many: a body that many queues hold is in each cold file of its round once. */
    private static final long JOURNAL_FILES = 16;

    /** Below this part of the usual size a file is small, and as much waste is worth the work. */
    private static final long SMALL_PART = 16;

    /** So many small files are joined. */
    private static final int MANY_SMALL = 16;

    private final long small;
    private final Map<Long, ColdFile> files = new TreeMap<>();
    private final Deque<ColdFile> dead = new ArrayDeque<>();
    private boolean changed;

    /** {@code usualOctets} as {@link #usualOctets} says. */
    ColdFiles(long usualOctets) {
        this.small = usualOctets / SMALL_PART;
    }

    /** A cold file that is larger is followed by another: beside journal files of this size. */
    public static long usualOctets(long journalFileOctets) {
        return Math.min(JOURNAL_FILES * journalFileOctets, LARGEST_USUAL);
    }

    /** The file with this number, which is made if it is not there. */
    ColdFile file(long number, long octets) {
        return files.computeIfAbsent(number, any -> new ColdFile(number, octets, this));
    }

    /** The file with this number; null if nothing in it is live. */
    public @Nullable ColdFile find(long number) {
        return files.get(number);
    }

    public Collection<ColdFile> all() {
        return files.values();
    }

    /** Something in it was settled or moved, or has come. */
    void changed(ColdFile file) {
        changed = true;
        if (file.live() == 0 && files.remove(file.number(), file)) {
            dead.add(file);
        }
    }

    /** A file in which nothing is live any more, each once; null if there is no other. */
    public @Nullable ColdFile takeDead() {
        return dead.poll();
    }

    /** The files that had better be rewritten; empty most of the time. */
    public List<ColdFile> toRewrite() {
        if (!changed) {
            return List.of();
        }
        changed = false;
        List<ColdFile> wasteful = new ArrayList<>();
        List<ColdFile> smallOnes = new ArrayList<>();
        long waste = 0;
        for (ColdFile file : files.values()) {
            if (file.octets() <= small) {
                smallOnes.add(file);
            } else if (file.isWasteful()) {
                wasteful.add(file);
                waste += file.deadOctets();
            }
        }
        List<ColdFile> rewritten = new ArrayList<>();
        if (waste >= small) {
            rewritten.addAll(wasteful);
        }
        if (smallOnes.size() >= MANY_SMALL) {
            rewritten.addAll(smallOnes);
        }
        return rewritten;
    }
}
