package io.leveret.core;

import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes messages as they come from the wire. */
public final class TestMessage {
    private final String exchange;
    private final String routingKey;
    private final String body;
    private boolean persistent;
    private int priority = Message.NO_PRIORITY;
    private String correlationId;
    private String replyTo;
    private String expiration;
    private String userId;
    private FieldTable headers;

    private TestMessage(String exchange, String routingKey, String body) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.body = body;
    }

    public static TestMessage to(String exchange, String routingKey, String body) {
        return new TestMessage(exchange, routingKey, body);
    }

    public TestMessage persistent() {
        persistent = true;
        return this;
    }

    public TestMessage correlationId(String id) {
        correlationId = id;
        return this;
    }

    public TestMessage replyTo(String address) {
        replyTo = address;
        return this;
    }

    public TestMessage expiration(String millis) {
        expiration = millis;
        return this;
    }

    public TestMessage userId(String user) {
        userId = user;
        return this;
    }

    public TestMessage headers(FieldTable table) {
        headers = table;
        return this;
    }

    /** A header with a list of long strings, as CC and BCC have. */
    public TestMessage header(String name, String... values) {
        List<FieldValue> array = new ArrayList<>();
        for (String value : values) {
            array.add(FieldValue.of(value));
        }
        FieldTable.Builder builder = FieldTable.builder();
        if (headers != null) {
            headers.forEach(entry -> builder.put(entry.key(), entry.value()));
        }
        headers = builder.put(name, array).build();
        return this;
    }

    public TestMessage priority(int value) {
        priority = value;
        return this;
    }

    public Message build() {
        return build(0);
    }

    /** As the broker takes it at that moment. */
    public Message build(long nowMillis) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        return new Message(exchange, routingKey, properties(), Body.of(octets), nowMillis);
    }

    private byte[] properties() {
        int flags = 0;
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        if (persistent) {
            flags |= 1 << 12;
            values.write(2);
        }
        if (priority != Message.NO_PRIORITY) {
            flags |= 1 << 11;
            values.write(priority);
        }
        flags |= shortString(values, correlationId, 10);
        flags |= shortString(values, replyTo, 9);
        flags |= shortString(values, expiration, 8);
        flags |= shortString(values, userId, 4);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(flags >>> 8);
        all.write(flags);
        all.writeBytes(values.toByteArray());
        byte[] properties = all.toByteArray();
        return headers == null ? properties : Properties.withHeaders(properties, headers);
    }

    private static int shortString(ByteArrayOutputStream values, String text, int bit) {
        if (text == null) {
            return 0;
        }
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        values.write(octets.length);
        values.writeBytes(octets);
        return 1 << bit;
    }
}
