package io.leveret.core.journal;

/** A message that lies in the journal, as recovery finds it without reading its content. {@code bodySize} in octets. */
public record StoredMessage(long location, long bodySize, long publishedAtMillis) {}
