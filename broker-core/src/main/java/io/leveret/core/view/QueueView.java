package io.leveret.core.view;

import io.leveret.core.channel.SessionSettings;
import io.leveret.core.count.Counts;
import io.leveret.core.policy.Policy;
import io.leveret.core.queue.QueueLengths;
import io.leveret.core.queue.QueueSettings;
import org.jspecify.annotations.Nullable;

/** A queue at one moment. {@code owner} is the connection that alone may use it; {@code counts} is null if nothing ever happened to it. */
public record QueueView(
        QueueSettings settings,
        @Nullable SessionSettings owner,
        @Nullable Policy policy,
        @Nullable Policy operatorPolicy,
        QueueLengths lengths,
        @Nullable Counts counts) {}
