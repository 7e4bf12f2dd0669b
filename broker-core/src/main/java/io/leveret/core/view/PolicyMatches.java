package io.leveret.core.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy is for: the first names, and how many there are. {@code problem}: why the search was given up, or null. */
public record PolicyMatches(
        List<String> queues,
        int queueCount,
        List<String> exchanges,
        int exchangeCount,
        @Nullable String problem) {}
