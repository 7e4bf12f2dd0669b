package io.leveret.core.journal;

import io.leveret.core.message.MessageRef;

/** A message that lies in the journal, as recovery finds it without reading its content. {@code bodySize} in octets. */
public record StoredMessage(long bodySize, long publishedAtMillis, long deadlineMillis, int priority)
        implements MessageRef {}
