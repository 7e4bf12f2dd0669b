package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What a measuring program prints: how far it is, its figures, and a line for each check. */
final class Report {
    private final String program;
    private final boolean judgesFigures;
    private final List<String> failed = new ArrayList<>();

    private Report(String program, boolean judgesFigures) {
        this.program = program;
        this.judgesFigures = judgesFigures;
    }

    /** All checks count. */
    static Report of(Class<?> program) {
        return new Report(program.getSimpleName(), true);
    }

    /** Of a run that is too small, or on too busy a machine, for its times and sizes to say anything. */
    static Report withoutFigures(Class<?> program) {
        return new Report(program.getSimpleName(), false);
    }

    void say(String line) {
        System.err.println(program + ": " + line);
    }

    /** What holds on any machine and for any size. */
    void check(boolean holds, String line) {
        say((holds ? "ok      " : "FAILED  ") + line);
        if (!holds) {
            failed.add(line);
        }
    }

    /** A goal for times or sizes. */
    void goal(boolean reached, String line) {
        if (judgesFigures) {
            check(reached, line);
        } else {
            say((reached ? "reached " : "missed  ") + line);
        }
    }

    /** To be called last. */
    void conclude() {
        assertThat(failed).as("failed checks").isEmpty();
    }

    static double mib(long bytes) {
        return bytes / 1048576.0;
    }
}
