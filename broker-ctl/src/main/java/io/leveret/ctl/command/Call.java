package io.leveret.ctl.command;

import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.http.Api;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Subject;
import io.leveret.ctl.output.Output;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A command being run: what it was called with, the virtual host it is for, the broker, and where it reads and prints. */
public record Call(Arguments arguments, String vhost, Supplier<Api> broker, Output output, Input input) {
    /** The broker's API; credentials are looked for only now, so that commands without a broker need none. */
    public Api api() {
        return broker.get();
    }

    /** A parameter that a command always has. */
    public String argument(String name) {
        return find(name).orElseThrow(() -> CommandException.usage(name + " is missing"));
    }

    public Optional<String> find(String name) {
        return arguments.find(name);
    }

    public List<String> all(String name) {
        return arguments.all(name);
    }

    public boolean has(String flag) {
        return arguments.has(flag);
    }

    public long number(String option, long otherwise) {
        return arguments.number(option, otherwise);
    }

    /** The path of an object in the virtual host, such as {@code policies}, vhost, name. */
    public ApiPath inVhost(String collection, String kind, String name) {
        return ApiPath.of(Subject.in(vhost, kind, name), collection, vhost, name);
    }
}
