package io.leveret.dist.transcript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What came on one channel, and as much of the channel's state as is needed to know what is still to come.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class ChannelLog {
    private final String target;
    private final List<Object> entries = new ArrayList<>();
    private final Map<String, Integer> arrived = new HashMap<>();
    private final Map<String, Integer> awaited = new HashMap<>();
    private final Map<String, Map<String, Object>> latest = new HashMap<>();
    private final Deque<Boolean> accessRequests = new ArrayDeque<>(); // whether each is in the scenario
    private final NavigableSet<Long> settled = new TreeSet<>();
    private final Set<String> quiet = new HashSet<>();
    private Confirms batch = new Confirms();
    private long published;
    private boolean confirming;
    private boolean open;
    private boolean closing;
    private boolean refused;
    private boolean frozen;

    /** Confirms that were not told apart by a wait between them. */
    private static final class Confirms {
        private final NavigableSet<Long> acked = new TreeSet<>();
        private final NavigableSet<Long> nacked = new TreeSet<>();

        int count() {
            return acked.size() + nacked.size();
        }

        @Override
        public String toString() {
            return "confirms" + list(" ack=", acked) + list(" nack=", nacked);
        }

        private static String list(String name, NavigableSet<Long> tags) {
            return tags.isEmpty()
                    ? ""
                    : name + tags.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    ChannelLog(String target) {
        this.target = target;
    }

    /** Notes what the scenario sent. */
    void sent(MethodLayout method) {
        switch (method.name()) {
            case "channel.open" -> {
                open = true;
                refused = false;
                confirming = false;
                published = 0;
                settled.clear();
                endBatch();
            }
            case "channel.close", "connection.close" -> closing = true;
            case "access.request" -> accessRequests.add(true);
            case "confirm.select" -> confirming = true;
            default -> {}
        }
    }

    /** A publish with the whole of its content was sent. */
    void published() {
        published += confirming ? 1 : 0;
    }

    /** An access.request was sent that is not in the scenario. */
    void syncSent() {
        accessRequests.add(false);
    }

    boolean syncPending() {
        return accessRequests.contains(false);
    }

    /** Notes what the broker sent, and {@code content}, which is empty or the rest of the line. */
    void received(MethodLayout method, Map<String, Object> arguments, String content) {
        String name = method.name();
        switch (name) {
            case "channel.close", "connection.close" -> {
                open = false;
                refused = true;
                accessRequests.clear();
            }
            case "channel.close-ok", "connection.close-ok" -> {
                open = false;
                closing = false;
                accessRequests.clear();
            }
            case "access.request-ok" -> {
                if (Boolean.FALSE.equals(accessRequests.poll())) {
                    return;
                }
            }
            default -> {}
        }
        arrived.merge(name, 1, Integer::sum);
        latest.put(name, arguments);
        if (quiet.remove(name)) {
            return;
        }
        if (confirming && (name.equals("basic.ack") || name.equals("basic.nack"))) {
            confirmed(name.equals("basic.ack"), (Long) arguments.get("delivery-tag"), (Boolean)
                    arguments.get("multiple"));
        } else {
            note(name + TextWriter.arguments(arguments) + content);
        }
    }

    private void confirmed(boolean ack, long tag, boolean multiple) {
        if (frozen) {
            return;
        }
        long first = multiple ? 1 : tag;
        for (long each = first; each <= (tag == 0 && multiple ? published : tag); each++) {
            if (settled.add(each)) {
                (ack ? batch.acked : batch.nacked).add(each);
            } else if (!multiple) {
                note("confirmed again: " + each);
            }
        }
        entries.remove(batch);
        entries.add(batch);
    }

    /** The confirms so far are on a line of their own. */
    void endBatch() {
        batch = new Confirms();
    }

    int confirmsInBatch() {
        return batch.count();
    }

    boolean awaitsConfirms() {
        return open && confirming && settled.size() < published;
    }

    /** A line that is no method. */
    void note(String text) {
        if (!frozen) {
            entries.add(text);
        }
    }

    /** Counts what has no line. */
    void arrivedUnseen(String name) {
        arrived.merge(name, 1, Integer::sum);
    }

    /** From now on nothing is noted. */
    void freeze() {
        frozen = true;
    }

    /** The next of these has no line. */
    void hush(String... names) {
        quiet.addAll(List.of(names));
    }

    /** The count of these at which the next wait for {@code more} of them is over. */
    int awaitMore(String name, int more) {
        return awaited.merge(name, more, Integer::sum);
    }

    int arrived(String name) {
        return arrived.getOrDefault(name, 0);
    }

    /** The arguments of the last one that came. */
    Map<String, Object> latest(String name) {
        return latest.getOrDefault(name, Map.of());
    }

    boolean isOpen() {
        return open;
    }

    /** A close was sent and not answered. */
    boolean isClosing() {
        return closing;
    }

    /** The broker has closed it. */
    boolean isRefused() {
        return refused;
    }

    List<String> lines() {
        return entries.stream().map(entry -> target + " " + entry).toList();
    }
}
