package io.leveret.core.count;

/** What is counted, under the names that RabbitMQ has for it. */
public enum Count {
    /** Published on a channel; come into a queue. */
    PUBLISH("publish"),
    /** Published to an exchange. */
    PUBLISH_IN("publish_in"),
    /** Passed on by an exchange, once for each queue. */
    PUBLISH_OUT("publish_out"),
    CONFIRM("confirm"),
    /** Mandatory, without a queue, and given back. */
    RETURN_UNROUTABLE("return_unroutable"),
    /** Without a queue, and gone. */
    DROP_UNROUTABLE("drop_unroutable"),
    /** Delivered to a consumer that has to ack. */
    DELIVER("deliver"),
    DELIVER_NO_ACK("deliver_no_ack"),
    /** Taken by basic.get, to be acked. */
    GET("get"),
    GET_NO_ACK("get_no_ack"),
    GET_EMPTY("get_empty"),
    /** Of the delivered and taken ones, those that were so before. */
    REDELIVER("redeliver"),
    ACK("ack"),
    EXPIRED("expired"),
    REJECTED("rejected"),
    MAXLEN("maxlen"),
    DELIVERY_LIMIT("delivery_limit");

    private static final Count[] ALL = values();
    private final String word;

    Count(String word) {
        this.word = word;
    }

    /** How many kinds there are. */
    public static int kinds() {
        return ALL.length;
    }

    public String word() {
        return word;
    }
}
