package io.leveret.management.rate;

import io.leveret.management.http.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Which samples a request wants to see with the rates ({@code msg_rates_age} and {@code msg_rates_incr}, {@code lengths_age} and {@code lengths_incr}, in seconds): none,
 * or one each {@code stepMillis} for {@code ageMillis}. There is a minute of them, five seconds apart.
 */
public record Chart(long nowMillis, long ageMillis, long stepMillis) {
    private static final int LONGEST_SECONDS = 86_400;

    public static Chart of(Request request, long nowMillis) {
        long age = Math.max(seconds(request, "msg_rates_age"), seconds(request, "lengths_age"));
        long step = Math.max(seconds(request, "msg_rates_incr"), seconds(request, "lengths_incr"));
        return new Chart(nowMillis, age * 1000, step * 1000);
    }

    private static long seconds(Request request, String name) {
        return request.number(name, 0, 0, LONGEST_SECONDS);
    }

    /** Rates of the same moment, without samples: those of what is looked at only to be sorted are not kept. */
    public Chart none() {
        return new Chart(nowMillis, 0, 0);
    }

    boolean isWanted() {
        return ageMillis > 0;
    }

    /** Whether the last of these samples is one of the last few seconds; else nothing has happened since. */
    boolean isRecent(List<Sample> newestFirst) {
        return !newestFirst.isEmpty() && nowMillis - newestFirst.get(0).atMillis() < 2L * Rates.INTERVAL_MILLIS;
    }

    /** The samples to show, the newest first. */
    List<Sample> shown(List<Sample> newestFirst) {
        List<Sample> shown = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (Sample sample : newestFirst) {
            if (sample.atMillis() <= next && nowMillis - sample.atMillis() <= ageMillis + Rates.INTERVAL_MILLIS) {
                shown.add(sample);
                next = sample.atMillis() - stepMillis + Rates.INTERVAL_MILLIS / 2;
            }
        }
        return shown;
    }
}
