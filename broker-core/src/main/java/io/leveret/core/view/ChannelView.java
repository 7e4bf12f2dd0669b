package io.leveret.core.view;

import io.leveret.core.channel.ChannelLoad;
import io.leveret.core.count.Counts;

/** A channel at one moment. */
public record ChannelView(ChannelName name, ChannelLoad load, Counts counts) {}
