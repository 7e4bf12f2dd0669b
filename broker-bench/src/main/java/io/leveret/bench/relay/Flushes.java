package io.leveret.bench.relay;

import java.util.ArrayList;
import java.util.List;

/** The outputs written to since the last flush. Owner: I/O loop. */
final class Flushes {
    private final List<Output> waiting = new ArrayList<>();

    void add(Output output) {
        waiting.add(output);
    }

    void flushAll() {
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).flush();
        }
        waiting.clear();
    }
}
