package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code bin/leveretctl} with a java that prints what it is called with. */
class CtlScriptTest {
    @TempDir
    Path directory;

    private Path home;
    private Path script;

    @BeforeEach
    void copyTheScript() throws IOException {
        directory = directory.toRealPath();
        home = Files.createDirectories(directory.resolve("dist with space"));
        script = Files.createDirectories(home.resolve("bin")).resolve("leveretctl");
        Files.copy(Path.of("src/main/dist/bin/leveretctl"), script, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("lib"));
        for (String jar : List.of("broker-ctl-1.jar", "picocli-4.jar", "jackson-core-2.jar", "netty-common-4.jar")) {
            Files.createFile(home.resolve("lib").resolve(jar));
        }
    }

    @Test
    void javaGetsTheLibrariesOfTheToolAloneAndTheArgumentsAsTheyAre() throws Exception {
        List<String> lines =
                run(Map.of("JAVA_HOME", java(), "LEVERETCTL_JAVA_OPTS", "-Da=* -Xss1m"), "list_queues", "a b", "*", "");

        assertThat(lines)
                .containsSubsequence(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-classpath",
                        home + "/lib/broker-ctl-1.jar:" + home + "/lib/picocli-4.jar:" + home
                                + "/lib/jackson-core-2.jar",
                        "-Da=*",
                        "-Xss1m",
                        "io.leveret.ctl.Main",
                        "list_queues",
                        "a b",
                        "*",
                        "");
    }

    @Test
    void javaIsToldThatNobodyIsThere() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", java())))
                .contains("-Dleveretctl.person=false", "-Dleveretctl.terminal=false");
    }

    @Test
    void theScriptFindsItselfThroughLinks() throws Exception {
        script = Files.createSymbolicLink(directory.resolve("any"), Path.of("dist with space/bin/leveretctl"));

        assertThat(run(Map.of("JAVA_HOME", java()))).anyMatch(line -> line.startsWith(home + "/lib/broker-ctl-1.jar"));
    }

    @Test
    void withoutJavaItSaysWhatToDo() throws Exception {
        Process process = start(Map.of("JAVA_HOME", "/nowhere"));

        assertThat(lines(process))
                .containsExactly(
                        "leveretctl: JAVA_HOME is /nowhere, but there is no bin/java in it; set it to a Java of"
                                + " version 17 or newer");
        assertThat(process.exitValue()).isEqualTo(78);
    }

    /** The home of a Java that prints its arguments. */
    private String java() throws IOException {
        Path java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor option in \"$@\"; do echo \"$option\"; done\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return directory.resolve("java").toString();
    }

    private List<String> run(Map<String, String> environment, String... args) throws Exception {
        return lines(start(environment, args));
    }

    private Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> variables = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
        variables.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static List<String> lines(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
