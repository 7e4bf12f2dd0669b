package io.leveret.core;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.ArrayList;
import java.util.List;

/** The way that a message took through dead-lettering queues, as x-death should tell it: the latest first. */
record ModelHistory(List<Death> deaths) {
    static final ModelHistory NONE = new ModelHistory(List.of());

    /** How often a message left this queue for this reason. */
    record Death(String queue, String reason, long count) {}

    /** What the headers of a message tell. */
    static ModelHistory of(Message message) {
        FieldTable headers = Properties.headers(message.properties());
        FieldValue told = headers == null ? null : headers.get("x-death");
        if (told == null) {
            return NONE;
        }
        List<Death> deaths = new ArrayList<>();
        for (FieldValue value : told.asArray()) {
            FieldTable death = value.asTable();
            deaths.add(new Death(
                    death.get("queue").asString(),
                    death.get("reason").asString(),
                    death.get("count").asLong()));
        }
        return new ModelHistory(deaths);
    }

    /** The queue that the message came to first, if it is in {@code queue} now. */
    static String origin(Message message, String queue) {
        FieldTable headers = Properties.headers(message.properties());
        FieldValue first = headers == null ? null : headers.get("x-first-death-queue");
        return first == null ? queue : first.asString();
    }

    ModelHistory with(String queue, String reason) {
        List<Death> all = new ArrayList<>();
        long count = 1;
        for (Death death : deaths) {
            if (death.queue.equals(queue) && death.reason.equals(reason)) {
                count += death.count;
            } else {
                all.add(death);
            }
        }
        all.add(0, new Death(queue, reason, count));
        return new ModelHistory(all);
    }

    /** Whether the message was in this queue and has not been rejected since. */
    boolean isCycle(String queue) {
        for (Death death : deaths) {
            if (death.reason.equals("rejected")) {
                return false;
            }
            if (death.queue.equals(queue)) {
                return true;
            }
        }
        return false;
    }
}
