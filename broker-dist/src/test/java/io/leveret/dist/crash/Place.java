package io.leveret.dist.crash;

import io.leveret.core.message.FieldTable;
import java.util.List;

/**
 * A queue, or an exchange that holds messages back.
 *
 * @param leads where a message is that leaves it as a dead letter or because it is due
 * @param spontaneous whether messages leave it so without being rejected
 */
record Place(String name, List<String> leads, boolean spontaneous, FieldTable arguments) {
    /** The exchange that holds messages back for the queues {@code due.1} and {@code due.2}. */
    static final String LATER = "later";

    /** The fanout exchange to the queues {@code left} and {@code right}. */
    static final String SPLIT = "split";

    /** All that there is. Each way ends: none leads back. */
    static final List<Place> ALL = List.of(
            plain("dead"),
            plain("left"),
            plain("right"),
            plain("due.1"),
            plain("due.2"),
            plain("source"),
            plain("a"),
            plain("b"),
            plain("c"),
            new Place("work", List.of("dead"), false, to("", "dead").build()),
            new Place(
                    "parting", List.of("left", "right"), false, to(SPLIT, "any").build()),
            new Place(
                    "expiring",
                    List.of("dead"),
                    true,
                    to("", "dead").put("x-message-ttl", 1_000).build()),
            new Place(
                    "splitting",
                    List.of("left", "right"),
                    true,
                    to(SPLIT, "any").put("x-message-ttl", 700).build()),
            new Place(
                    "short",
                    List.of("dead"),
                    true,
                    to("", "dead").put("x-max-length", 3).build()),
            new Place(
                    "limited",
                    List.of("dead"),
                    true,
                    to("", "dead").put("x-delivery-limit", 1).build()),
            new Place(
                    "hop.1",
                    List.of("hop.2"),
                    true,
                    to("", "hop.2").put("x-message-ttl", 500).build()),
            new Place(
                    "hop.2",
                    List.of("dead"),
                    true,
                    to("", "dead").put("x-max-length", 2).build()),
            new Place(
                    "refusing",
                    List.of("dead"),
                    false,
                    to("", "dead")
                            .put("x-max-length", 2)
                            .put("x-overflow", "reject-publish-dlx")
                            .build()),
            new Place(LATER, List.of("due.1", "due.2"), true, FieldTable.EMPTY));

    private static Place plain(String name) {
        return new Place(name, List.of(), false, FieldTable.EMPTY);
    }

    private static FieldTable.Builder to(String exchange, String key) {
        return FieldTable.builder().put("x-dead-letter-exchange", exchange).put("x-dead-letter-routing-key", key);
    }

    static Place of(String name) {
        return ALL.stream().filter(place -> place.name.equals(name)).findFirst().orElseThrow();
    }

    /** The places that are queues. */
    static List<Place> queues() {
        return ALL.stream().filter(place -> !place.name.equals(LATER)).toList();
    }

    boolean refuses() {
        return arguments.get("x-overflow") != null;
    }
}
