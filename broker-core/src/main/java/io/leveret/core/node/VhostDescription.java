package io.leveret.core.node;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.queue.QueueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What describes a virtual host, in the table that {@link Node#createVhost} takes. Whatever is not in the table is as in {@link #NONE}. Immutable. */
public record VhostDescription(
        String text, List<String> tags, QueueType defaultQueueType, boolean tracing, boolean protectedFromDeletion) {
    public static final VhostDescription NONE = new VhostDescription("", List.of(), QueueType.CLASSIC, false, false);

    private static final String TEXT = "description";
    private static final String TAGS = "tags";
    private static final String DEFAULT_QUEUE_TYPE = "default_queue_type";
    private static final String TRACING = "tracing";
    private static final String PROTECTED = "protected_from_deletion";

    public VhostDescription {
        tags = List.copyOf(tags);
    }

    /** Takes what {@link #encoded} made. */
    public static VhostDescription of(FieldTable table) {
        FieldValue text = table.get(TEXT);
        FieldValue tags = table.get(TAGS);
        return new VhostDescription(
                text == null ? "" : text.asString(),
                tags == null
                        ? List.of()
                        : tags.asArray().stream().map(FieldValue::asString).toList(),
                type(table.get(DEFAULT_QUEUE_TYPE)),
                isTrue(table.get(TRACING)),
                isTrue(table.get(PROTECTED)));
    }

    private static QueueType type(@Nullable FieldValue value) {
        QueueType type = value == null ? null : QueueType.of(value.asString());
        return type == null ? QueueType.CLASSIC : type;
    }

    private static boolean isTrue(@Nullable FieldValue value) {
        return value != null && value.asBoolean();
    }

    /** The table of it. */
    public FieldTable encoded() {
        return FieldTable.builder()
                .put(TEXT, text)
                .put(TAGS, tags.stream().map(FieldValue::of).toList())
                .put(DEFAULT_QUEUE_TYPE, defaultQueueType.wireName())
                .put(TRACING, tracing)
                .put(PROTECTED, protectedFromDeletion)
                .build();
    }

    VhostDescription withProtection(boolean isProtected) {
        return new VhostDescription(text, tags, defaultQueueType, tracing, isProtected);
    }
}
