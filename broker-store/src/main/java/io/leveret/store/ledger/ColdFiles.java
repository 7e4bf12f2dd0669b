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
    /** Files of which less than this is live are rewritten, once there is enough to win. */
    private static final double WASTEFUL = 0.5;

    private static final long WORTH_THE_WORK = 8 << 20;
    /** Smaller files than this are joined when there are many. */
    private static final long SMALL = 8 << 20;

    private static final int MANY_SMALL = 32;

    private final Map<Long, ColdFile> files = new TreeMap<>();
    private final Deque<ColdFile> dead = new ArrayDeque<>();
    private boolean changed;

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
        List<ColdFile> small = new ArrayList<>();
        long waste = 0;
        for (ColdFile file : files.values()) {
            if (file.octets() <= SMALL) {
                small.add(file);
            } else if (file.liveOctets() < file.octets() * WASTEFUL) {
                wasteful.add(file);
                waste += file.octets() - file.liveOctets();
            }
        }
        List<ColdFile> rewritten = new ArrayList<>();
        if (waste >= WORTH_THE_WORK) {
            rewritten.addAll(wasteful);
        }
        if (small.size() >= MANY_SMALL) {
            rewritten.addAll(small);
        }
        return rewritten;
    }
}
