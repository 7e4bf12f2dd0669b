package io.leveret.core.view;

import java.util.List;

/**
 * What a look at ready messages found. {@code total} were there when it began. {@code cutShort}: more of what was asked for is there, but would be too
 * much for one answer; what follows the last of these can be asked for.
 */
public record BrowsedMessages(int total, List<BrowsedMessage> messages, boolean cutShort) {}
