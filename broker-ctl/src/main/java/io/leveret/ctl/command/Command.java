package io.leveret.ctl.command;

import io.leveret.ctl.command.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;

/** A command of the tool. */
public record Command(String name, String summary, List<Parameter> parameters, Action action) {
    /** Begins a command; its summary is a sentence or two. */
    public static Builder named(String name, String summary) {
        return new Builder(name, summary);
    }

    /** Collects the parameters of a command. Owner: management. */
    public static final class Builder {
        private final String name;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>();

        private Builder(String name, String summary) {
            this.name = name;
            this.summary = summary;
        }

        public Builder argument(String label, String description) {
            return add(label, label, Kind.ARGUMENT, description);
        }

        public Builder optionalArgument(String label, String description) {
            return add(label, label, Kind.OPTIONAL_ARGUMENT, description);
        }

        /** All further arguments, one at least. */
        public Builder arguments(String label, String description) {
            return add(label, label, Kind.ARGUMENTS, description);
        }

        /** All further arguments, if there are any. */
        public Builder optionalArguments(String label, String description) {
            return add(label, label, Kind.OPTIONAL_ARGUMENTS, description);
        }

        public Builder option(String option, String label, String description) {
            return add(option, label, Kind.OPTION, description);
        }

        public Builder flag(String option, String description) {
            return add(option, option, Kind.FLAG, description);
        }

        public Command does(Action action) {
            return new Command(name, summary, List.copyOf(parameters), action);
        }

        private Builder add(String parameter, String label, Kind kind, String description) {
            parameters.add(new Parameter(parameter, label, kind, description));
            return this;
        }
    }
}
