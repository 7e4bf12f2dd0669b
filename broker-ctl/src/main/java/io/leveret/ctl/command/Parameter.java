package io.leveret.ctl.command;

/** A parameter of a command: one of its arguments, in their order, or an option. */
public record Parameter(String name, String label, Kind kind, String description) {
    /** What may be given for it. */
    public enum Kind {
        ARGUMENT,
        OPTIONAL_ARGUMENT,
        /** All arguments from here on, one at least. */
        ARGUMENTS,
        /** All arguments from here on, or none. */
        OPTIONAL_ARGUMENTS,
        /** An option with a value. */
        OPTION,
        /** An option without one. */
        FLAG;

        public boolean isOption() {
            return this == OPTION || this == FLAG;
        }
    }
}
