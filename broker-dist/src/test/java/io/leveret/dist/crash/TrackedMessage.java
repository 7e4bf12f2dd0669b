package io.leveret.dist.crash;

import io.leveret.dist.crash.Promise.Known;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A message that was published, and all that was asked to be done with it. Owner: the test's thread. */
final class TrackedMessage {
    private final String body;
    private final String first;
    private final Promise published;
    private final Map<String, List<Promise>> acked = new HashMap<>();
    private final Map<String, List<Promise>> rejected = new HashMap<>();
    private final Map<String, List<Promise>> removed = new HashMap<>();
    private boolean refused;

    /** {@code first} is where it goes if it is taken. */
    TrackedMessage(String body, String first, Promise published) {
        this.body = body;
        this.first = first;
        this.published = published;
    }

    String body() {
        return body;
    }

    String first() {
        return first;
    }

    /** Not if its transaction is still open. */
    boolean wasSentTo(String queue) {
        return first.equals(queue) && published.known() != Known.NEVER;
    }

    /** The publish was answered with an ack or a nack. */
    void answered(boolean ack) {
        refused = !ack;
        published.is(ack ? Known.SURE : Known.NEVER);
    }

    void acked(String queue, Promise promise) {
        acked.computeIfAbsent(queue, any -> new ArrayList<>()).add(promise);
    }

    /** For good; where nothing takes it on, that is as if it were acked. */
    void rejected(String queue, Promise promise) {
        (Place.of(queue).leads().isEmpty() ? acked : rejected)
                .computeIfAbsent(queue, any -> new ArrayList<>())
                .add(promise);
    }

    /** The queue was purged or deleted. */
    void removed(String queue, Promise promise) {
        removed.computeIfAbsent(queue, any -> new ArrayList<>()).add(promise);
    }

    boolean concerns(Promise promise) {
        return published == promise || has(acked, promise) || has(rejected, promise);
    }

    private static boolean has(Map<String, List<Promise>> promises, Promise promise) {
        return promises.values().stream().anyMatch(list -> list.contains(promise));
    }

    /** Whether it was taken, where copies of it are, and where copies have been: taken from there for good, or gone on. */
    private record State(boolean begun, List<String> places, Set<String> taken, Set<String> left) {
        State without(String place, List<String> instead, boolean isTaken) {
            List<String> others = new ArrayList<>(places);
            others.remove(place);
            others.addAll(instead);
            others.sort(null);
            return new State(begun, others, isTaken ? with(taken, place) : taken, isTaken ? left : with(left, place));
        }

        /** And is not there any more. */
        boolean wasIn(String place) {
            return taken.contains(place) || left.contains(place);
        }

        private static Set<String> with(Set<String> places, String place) {
            Set<String> more = new TreeSet<>(places);
            more.add(place);
            return more;
        }
    }

    /** Whether copies may be in exactly these queues, in alphabetical order. */
    boolean mayBeIn(List<String> found) {
        ArrayDeque<State> open = new ArrayDeque<>();
        starts().forEach(places -> open.add(new State(places.contains(first), places, Set.of(), Set.of())));
        Set<State> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            State state = open.remove();
            if (state.places.equals(found) && keepsPromises(state)) {
                return true;
            }
            for (String place : Set.copyOf(state.places)) {
                for (State next : next(state, place)) {
                    if (seen.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return false;
    }

    private List<List<String>> starts() {
        List<List<String>> starts = new ArrayList<>();
        Place place = Place.of(first);
        if (published.known() != Known.SURE) {
            starts.add(List.of());
            if (refused || (place.refuses() && published.known() == Known.MAYBE)) {
                starts.add(place.leads());
            }
        }
        if (published.known() != Known.NEVER) {
            starts.add(List.of(first));
        }
        return starts;
    }

    private List<State> next(State state, String place) {
        List<State> next = new ArrayList<>();
        Place at = Place.of(place);
        if (known(acked, place) != Known.NEVER || known(removed, place) != Known.NEVER) {
            next.add(state.without(place, List.of(), true));
        }
        if (!at.leads().isEmpty() && (at.spontaneous() || known(rejected, place) != Known.NEVER)) {
            next.add(state.without(place, at.leads(), false));
        }
        return next;
    }

    private boolean keepsPromises(State state) {
        return sure(acked).allMatch(state.taken::contains)
                && sure(rejected).allMatch(state::wasIn) // a queue that is deleted meanwhile has no dead letters
                && sure(removed).allMatch(queue -> state.wasIn(queue) || (!state.begun && queue.equals(first)));
    }

    private static Stream<String> sure(Map<String, List<Promise>> promises) {
        return promises.keySet().stream().filter(queue -> known(promises, queue) == Known.SURE);
    }

    private static Known known(Map<String, List<Promise>> promises, String queue) {
        return Promise.any(promises.getOrDefault(queue, List.of()));
    }

    @Override
    public String toString() {
        return body.substring(0, body.indexOf(':')) + " to " + first + " published=" + published.known()
                + (refused ? " refused" : "") + words(" acked", acked) + words(" rejected", rejected)
                + words(" removed", removed);
    }

    private static String words(String what, Map<String, List<Promise>> promises) {
        StringBuilder words = new StringBuilder();
        promises.forEach((queue, list) ->
                words.append(what).append(" at ").append(queue).append('=').append(Promise.any(list)));
        return words.toString();
    }
}
