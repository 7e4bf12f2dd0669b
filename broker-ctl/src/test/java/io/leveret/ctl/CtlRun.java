package io.leveret.ctl;

import io.leveret.ctl.command.Input;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a run of a command line printed, and its exit code. */
record CtlRun(int code, List<String> out, List<String> err) {
    /** Runs in this environment; nobody is there to be asked. */
    static CtlRun of(Map<String, String> environment, boolean terminal, String input, String... line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                environment,
                terminal,
                new Input(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), null),
                new PrintWriter(out),
                new PrintWriter(err, true));
        int code = new Ctl(surroundings).run(line);
        return new CtlRun(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** Runs as guest against that broker, with output to a file. */
    static CtlRun of(FakeBroker broker, String... line) {
        return of(environment(broker), false, "", line);
    }

    static Map<String, String> environment(FakeBroker broker) {
        return Map.of("LEVERET_URL", broker.url(), "LEVERETCTL_USER", "guest", "LEVERETCTL_PASSWORD", "guest");
    }
}
