package io.leveret.core.view;

import io.leveret.core.queue.ConsumerSettings;

/** A consumer at one moment; one that is not {@code active} waits for the end of its queue's single active one. */
public record ConsumerView(String tag, String queue, ChannelName channel, ConsumerSettings settings, boolean active) {}
