package io.leveret.dist.crash;

import io.leveret.dist.crash.Promise.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was asked of all nodes on one disk, and what they promised. Owner: the test's thread. */
final class History {
    private final Map<String, TrackedMessage> messages = new LinkedHashMap<>();
    private final List<Promise> transactions = new ArrayList<>();
    private final Map<Integer, Promise> awaited = new HashMap<>();
    private final Set<String> deleted = new TreeSet<>();
    private int lastNumber;

    /** A message with a body of its own, {@code size} octets or a few more. */
    TrackedMessage publish(String place, int size, Promise promise) {
        String body = "m" + (messages.size() + 1) + ":" + "x".repeat(size);
        TrackedMessage message = new TrackedMessage(body, place, promise);
        deleted.forEach(queue -> message.removed(queue, new Promise()));
        messages.put(body, message);
        return message;
    }

    TrackedMessage message(String body) {
        TrackedMessage message = messages.get(body);
        if (message == null) {
            throw new AssertionError("nobody published '" + body + "'");
        }
        return message;
    }

    Collection<TrackedMessage> messages() {
        return messages.values();
    }

    /** A queue is deleted, with all that is in it or comes too late. */
    void deleted(String queue) {
        deleted.add(queue);
        messages.values().forEach(message -> message.removed(queue, new Promise()));
    }

    /** A transaction: nothing of it has happened before it {@linkplain Promise#is may} have. */
    Promise transaction() {
        Promise promise = new Promise(Known.NEVER);
        transactions.add(promise);
        return promise;
    }

    /** The number under which the broker will tell that it is so. */
    int await(Promise promise) {
        awaited.put(++lastNumber, promise);
        return lastNumber;
    }

    void told(int number) {
        awaited.get(number).is(Known.SURE);
    }

    /** Each message must be where it may be; {@code found} has the queues of each body. */
    void check(Map<String, List<String>> found) {
        found.keySet().forEach(this::message);
        for (TrackedMessage message : messages.values()) {
            require(message, found);
        }
        for (Promise transaction : transactions) {
            if (transaction.known() == Known.MAYBE) {
                wholeOrNotAtAll(transaction, found);
            }
        }
    }

    private void wholeOrNotAtAll(Promise transaction, Map<String, List<String>> found) {
        List<TrackedMessage> part = messages.values().stream()
                .filter(message -> message.concerns(transaction))
                .toList();
        boolean possible = false;
        for (Known assumed : List.of(Known.SURE, Known.NEVER)) {
            transaction.is(assumed);
            possible |= part.stream().allMatch(message -> message.mayBeIn(places(message, found)));
        }
        transaction.is(Known.MAYBE);
        if (!possible) {
            StringBuilder words = new StringBuilder("a transaction is there in part:");
            part.forEach(message ->
                    words.append('\n').append(message).append(" is in ").append(places(message, found)));
            throw new AssertionError(words.toString());
        }
    }

    private static void require(TrackedMessage message, Map<String, List<String>> found) {
        if (!message.mayBeIn(places(message, found))) {
            throw new AssertionError(message + " is in " + places(message, found));
        }
    }

    private static List<String> places(TrackedMessage message, Map<String, List<String>> found) {
        return found.getOrDefault(message.body(), List.of()).stream().sorted().toList();
    }
}
