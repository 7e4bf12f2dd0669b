package io.leveret.dist.supervisor;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Asks all that there are, and is done when all have answered. Who still owes an answer is not asked again, so that nothing gathers before a thread that hangs; who is gone
 * owes nothing. Owner: supervisor.
 */
final class RollCall<A> {
    private final Executor supervisor;
    private final Consumer<Collection<A>> done;
    private final Map<Object, String> owing = new LinkedHashMap<>();
    private final Map<Object, A> answers = new HashMap<>();

    /** {@code supervisor} runs on the thread that calls the methods. */
    RollCall(Executor supervisor, Consumer<Collection<A>> done) {
        this.supervisor = supervisor;
        this.done = done;
    }

    /** One that is asked: the same {@code identity} is the same one. {@code question} hands over, and is answered on any thread. */
    record Asked<A>(Object identity, String name, Consumer<Consumer<A>> question) {}

    void begin(List<Asked<A>> present) {
        List<Object> identities = present.stream().<Object>map(Asked::identity).toList();
        owing.keySet().retainAll(identities);
        answers.keySet().retainAll(identities);
        for (Asked<A> asked : present) {
            if (owing.putIfAbsent(asked.identity(), asked.name()) == null) {
                asked.question().accept(answer -> supervisor.execute(() -> answered(asked.identity(), answer)));
            }
        }
    }

    private void answered(Object identity, A answer) {
        if (owing.remove(identity) != null) {
            answers.put(identity, answer);
            if (owing.isEmpty()) {
                done.accept(List.copyOf(answers.values()));
                answers.clear();
            }
        }
    }

    /** The names of those that were asked and have not answered. */
    List<String> owing() {
        return List.copyOf(owing.values());
    }
}
