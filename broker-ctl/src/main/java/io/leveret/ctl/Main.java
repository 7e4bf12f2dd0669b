package io.leveret.ctl;

import io.leveret.ctl.command.Input;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The entry of {@code bin/leveretctl}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // the script looks whether these are terminals: what Java tells differs from version to version
        boolean terminal = Boolean.getBoolean("leveretctl.terminal");
        boolean person = Boolean.getBoolean("leveretctl.person");
        Input input = new Input(System.in, person ? System.console() : null);
        int code = new Ctl(new Surroundings(System.getenv(), terminal, input, out, err)).run(args);
        out.flush();
        System.exit(code);
    }
}
