package io.leveret.core.node;

import io.leveret.core.message.FieldTable;

/** Messages and octets of bodies that may be published a second, on average; a negative number is no bound, and 0 is no rate. */
public record PublishRate(long messages, long bytes) {
    public static final PublishRate NONE = new PublishRate(-1, -1);

    private static final String MESSAGES = "max-publish-rate";
    private static final String BYTES = "max-publish-bytes-rate";

    public PublishRate {
        if (messages == 0 || bytes == 0) {
            throw new IllegalArgumentException("a rate of 0 would hold publishers for ever");
        }
    }

    public PublishRate withMessages(long most) {
        return new PublishRate(most, bytes);
    }

    public PublishRate withBytes(long most) {
        return new PublishRate(messages, most);
    }

    /** Settings that were made before there were rates have none. */
    static PublishRate decode(FieldTable table) {
        return table.get(MESSAGES) == null
                ? NONE
                : new PublishRate(Values.whole(table, MESSAGES), Values.whole(table, BYTES));
    }

    FieldTable.Builder encode(FieldTable.Builder to) {
        return to.put(MESSAGES, messages).put(BYTES, bytes);
    }
}
