package io.leveret.management.operation;

import io.leveret.core.event.Actor;
import java.util.List;

/** Reads the settings again, and changes what can be changed while the broker runs. */
public interface Reloads {
    /** Reads files: for a worker. Tells audit and log by itself. */
    Outcome reload(Actor by);

    /** Keys of settings that count from now on, and of those that count from the next start on; with problems nothing has changed. */
    record Outcome(List<String> applied, List<String> needsRestart, List<String> problems) {
        public Outcome {
            applied = List.copyOf(applied);
            needsRestart = List.copyOf(needsRestart);
            problems = List.copyOf(problems);
        }

        public static Outcome refused(List<String> problems) {
            return new Outcome(List.of(), List.of(), problems);
        }

        /** Whether nothing differs from what the broker runs with. */
        public boolean unchanged() {
            return applied.isEmpty() && needsRestart.isEmpty();
        }
    }
}
