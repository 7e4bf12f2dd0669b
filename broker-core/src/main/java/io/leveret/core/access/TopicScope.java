package io.leveret.core.access;

/** Which routing keys may be used, for one right, with the topic exchanges of these names. */
public record TopicScope(Access access, NamePattern exchange, NamePattern key) {
    boolean allows(Access asked, String exchangeName, String routingKey) {
        return access == asked && exchange.matches(exchangeName) && key.matches(routingKey);
    }
}
