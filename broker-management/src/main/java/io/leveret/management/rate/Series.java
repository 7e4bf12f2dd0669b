package io.leveret.management.rate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last samples of one object, the oldest of which gives way to the newest. Owner: management. */
public final class Series {
    private final @Nullable Sample[] ring;
    private int newest = -1;
    private int count;

    /** Keeps so many samples: two are enough for a rate, more for a chart. */
    Series(int size) {
        ring = new Sample[size];
    }

    /** Keeps so many samples and has those of another, if there is one. */
    static Series of(int size, @Nullable Series before) {
        Series series = new Series(size);
        if (before != null) {
            List<Sample> samples = before.newestFirst();
            Collections.reverse(samples);
            samples.forEach(series::add);
        }
        return series;
    }

    void add(Sample sample) {
        newest = (newest + 1) % ring.length;
        ring[newest] = sample;
        count = Math.min(count + 1, ring.length);
    }

    /** The samples that are there, the newest first. */
    public List<Sample> newestFirst() {
        List<Sample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Sample sample = ring[Math.floorMod(newest - i, ring.length)];
            if (sample != null) {
                samples.add(sample);
            }
        }
        return samples;
    }

    @Nullable
    Sample newest() {
        return newest < 0 ? null : ring[newest];
    }
}
