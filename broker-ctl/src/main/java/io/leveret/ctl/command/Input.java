package io.leveret.ctl.command;

import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a command reads: standard input, files, and passwords. */
public final class Input {
    private static final String STANDARD_INPUT = "-";

    private final InputStream in;
    private final @Nullable Console console;

    /**
     * Reads from these.
     *
     * @param console where a person can be asked for a password; null if nobody is there
     */
    public Input(InputStream in, @Nullable Console console) {
        this.in = in;
        this.console = console;
    }

    /** Asks for a password, or takes the first line of standard input. */
    public String password() {
        String password = console == null ? firstLine() : ask(console);
        if (password == null || password.isEmpty()) {
            throw CommandException.data("no password; give it as an argument or as the first line of standard input");
        }
        return password;
    }

    /** The octets of a file, or of standard input for {@code -}. */
    public byte[] read(String file) {
        try {
            return file.equals(STANDARD_INPUT) ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new CommandException(ExitCode.NO_INPUT, "cannot read " + file + ": " + e);
        }
    }

    private @Nullable String firstLine() {
        try {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new CommandException(ExitCode.NO_INPUT, "cannot read standard input: " + e);
        }
    }

    private static @Nullable String ask(Console console) {
        char[] typed = console.readPassword("Password: ");
        return typed == null ? null : new String(typed);
    }
}
