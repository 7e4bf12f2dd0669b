package io.leveret.core.view;

import io.leveret.core.channel.SessionSettings;
import io.leveret.core.channel.Traffic;

/** An open connection at one moment. {@code stalled}: its next command has to wait, for memory or the disk if it is a publish. */
public record ConnectionView(SessionSettings settings, int channels, boolean stalled, Traffic traffic) {}
