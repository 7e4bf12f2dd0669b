package io.leveret.core.view;

import io.leveret.core.count.Counts;
import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.policy.Policy;
import org.jspecify.annotations.Nullable;

/** An exchange at one moment; {@code counts} is null if nothing was ever published to it. */
public record ExchangeView(
        ExchangeSettings settings,
        @Nullable Policy policy,
        @Nullable Counts counts) {}
