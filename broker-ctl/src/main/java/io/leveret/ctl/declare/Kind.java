package io.leveret.ctl.declare;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.KeyValues;
import io.leveret.ctl.error.CommandException;
import java.util.List;
import java.util.stream.Collectors;

/** A kind of object that a command is for, with the keys that it takes; the first must be given. */
record Kind(String name, List<String> keys, Action action) {
    /** What is done with the keys and values. */
    @FunctionalInterface
    interface Action {
        void run(Call call, KeyValues given);
    }

    static final String KIND = "KIND";
    static final String KEY_VALUE = "KEY=VALUE";

    static Kind of(String name, Action action, String... keys) {
        return new Kind(name, List.of(keys), action);
    }

    /** Runs the one of these kinds that the call names. */
    static void run(List<Kind> kinds, Call call) {
        Kind kind = kinds.stream()
                .filter(known -> known.name().equals(call.argument(KIND)))
                .findFirst()
                .orElseThrow(() -> CommandException.usage(
                        "there is no kind '" + call.argument(KIND) + "'; there are " + names(kinds)));
        kind.action().run(call, KeyValues.parse(call.all(KEY_VALUE), kind.keys()));
    }

    private static String names(List<Kind> kinds) {
        return kinds.stream().map(Kind::name).collect(Collectors.joining(", "));
    }

    /** Each kind with its keys, for help. */
    static String describe(List<Kind> kinds) {
        return kinds.stream()
                .map(kind -> kind.name() + " " + String.join("= ", kind.keys()) + "=")
                .collect(Collectors.joining("; "));
    }
}
