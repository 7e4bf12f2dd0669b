package io.leveret.ctl;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.Api;
import io.leveret.ctl.http.ApiException;
import io.leveret.ctl.output.Output;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one command line. */
final class Ctl {
    private final Surroundings surroundings;

    Ctl(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The exit code; what went wrong is a line on standard error. */
    int run(String... line) {
        try {
            Invocation invocation = CommandTree.parse(line);
            CommonSettings settings = new CommonSettings(invocation.common(), surroundings.environment());
            Output output = new Output(surroundings.out(), settings.style(surroundings.terminal()));
            invocation.command().action().run(call(invocation, settings, output));
            output.flush();
            return ExitCode.OK;
        } catch (ApiException e) {
            return fail(Refusal.explain(e));
        } catch (CommandException e) {
            return fail(e);
        } catch (RuntimeException e) {
            surroundings.err().println(Specs.NAME + ": a defect of leveretctl, nothing is known of what was done");
            e.printStackTrace(surroundings.err());
            return ExitCode.FAILED;
        }
    }

    private Call call(Invocation invocation, CommonSettings settings, Output output) {
        return new Call(
                invocation.arguments(), settings.vhost(), new Once(settings::connect), output, surroundings.input());
    }

    private int fail(CommandException e) {
        surroundings.out().flush();
        surroundings
                .err()
                .println(Specs.NAME + ": "
                        + e.text().replaceAll("\\p{Cntrl}+", " ").strip());
        return e.exitCode();
    }

    /** Connects when first asked, and no second time. Owner: management. */
    private static final class Once implements Supplier<Api> {
        private final Supplier<Api> connect;
        private @Nullable Api api;

        Once(Supplier<Api> connect) {
            this.connect = connect;
        }

        @Override
        public Api get() {
            Api connected = api;
            if (connected == null) {
                connected = connect.get();
                api = connected;
            }
            return connected;
        }
    }
}
