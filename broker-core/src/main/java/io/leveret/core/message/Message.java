package io.leveret.core.message;

import org.jspecify.annotations.Nullable;

/**
 * What was published: exchange and routing key as sent, the properties as the octets received, the body. Immutable and shared by
 * all queues that hold it and by the threads it crosses, but for a few fields: the core sets its times when queues take it, the journal's writer notes where the message lies
 * ({@link #storedAt}) before it announces it as durable, and the core reads that only afterwards; the core counts its holders and remembers
 * whether it hides anything.
 */
public final class Message implements MessageRef {
    /** Octets of heap that a message costs beside its properties and body: itself, body, arrays, ring entry (estimated from above). */
    public static final int OVERHEAD = 200;

    /** The header with routing keys that nobody is to see. */
    public static final String BLIND_COPIES = "BCC";

    private final String exchange;
    private final String routingKey;
    private final byte[] properties;
    private final Body body;
    private final boolean persistent;
    private long publishedAtMillis;
    private long deadlineMillis;
    private long location;
    private int holders;
    /** Whether there is something to hide; null as long as nobody asked. */
    private @Nullable Boolean hides;

    /**
     * {@code properties} are the content header's property flags and list (specification 4.2.6.1), taken for good and never changed.
     */
    public Message(String exchange, String routingKey, byte[] properties, Body body, long publishedAtMillis) {
        this(exchange, routingKey, properties, body, publishedAtMillis, deadline(properties, publishedAtMillis));
    }

    private Message(
            String exchange,
            String routingKey,
            byte[] properties,
            Body body,
            long publishedAtMillis,
            long deadlineMillis) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.properties = properties;
        this.body = body;
        this.publishedAtMillis = publishedAtMillis;
        this.deadlineMillis = deadlineMillis;
        this.persistent = Properties.persistent(properties);
    }

    private static long deadline(byte[] properties, long publishedAtMillis) {
        long expiration = Properties.expirationMillis(properties);
        return expiration < 0 ? NO_DEADLINE : publishedAtMillis + expiration;
    }

    /** The same message with other properties: a message of its own, which lies nowhere yet. */
    public Message withProperties(byte[] others) {
        return new Message(exchange, routingKey, others, body, publishedAtMillis);
    }

    /** The message as all but the broker may see it: without the header BCC. Owner: core. */
    public Message visible() {
        if (hides == null) {
            hides = Properties.hasHeader(properties, BLIND_COPIES);
        }
        return hides ? withProperties(Properties.withoutHeader(properties, BLIND_COPIES)) : this;
    }

    /** A message of its own with this content, taken by the broker at {@code atMillis}: what lies in the journal can't be published once more. */
    public Message republished(String toExchange, String withKey, byte[] withProperties, long atMillis) {
        return new Message(toExchange, withKey, withProperties, body, atMillis);
    }

    /** A message of its own, taken at {@code nowMillis}, that waits for this moment, whatever its expiration says. */
    public Message waitingUntil(long nowMillis, long dueMillis) {
        return new Message(exchange, routingKey, properties, body, nowMillis, dueMillis);
    }

    /** Its queues take it now, which may be long after it came: its time begins. Before the journal has it. Owner: core. */
    public void acceptedAt(long nowMillis) {
        long late = nowMillis - publishedAtMillis;
        publishedAtMillis = nowMillis;
        if (deadlineMillis != NO_DEADLINE) {
            deadlineMillis += late;
        }
    }

    /** The same message, read back from where it lies, with the moment that the journal has for it: its properties need not say so. */
    public Message dueAt(long dueMillis) {
        if (dueMillis == deadlineMillis) {
            return this;
        }
        Message same = waitingUntil(publishedAtMillis, dueMillis);
        same.location = location;
        return same;
    }

    public String exchange() {
        return exchange;
    }

    public String routingKey() {
        return routingKey;
    }

    /** Property flags and property list as received: read only. */
    public byte[] properties() {
        return properties;
    }

    public Body body() {
        return body;
    }

    @Override
    public long bodySize() {
        return body.size();
    }

    @Override
    public long publishedAtMillis() {
        return publishedAtMillis;
    }

    @Override
    public long deadlineMillis() {
        return deadlineMillis;
    }

    @Override
    public int priority() {
        return Properties.hasPriority(properties) ? Properties.priority(properties) : NO_PRIORITY;
    }

    /** Whether delivery-mode is 2. */
    public boolean persistent() {
        return persistent;
    }

    /** Octets of heap this message holds, estimated from above. */
    public long heldBytes() {
        return OVERHEAD + routingKey.length() + properties.length + body.size();
    }

    /** Where the journal holds it, opaque to all but the store; 0 = nowhere. Read by others than the journal's writer only once it is durable. */
    public long location() {
        return location;
    }

    /** Owner: journal writer, or the reader that made this message from what it read. */
    public void storedAt(long newLocation) {
        location = newLocation;
    }

    /** One more queue entry or unacked delivery holds the message; true for the first. Owner: core. */
    public boolean retain() {
        return holders++ == 0;
    }

    /** Whether one queue entry or unacked delivery holds it, and no other. Owner: core. */
    public boolean isHeldOnce() {
        return holders == 1;
    }

    /** One holder less; true for the last. Owner: core. */
    public boolean release() {
        if (holders == 0) {
            throw new IllegalStateException("message released more often than it was retained");
        }
        return --holders == 0;
    }
}
