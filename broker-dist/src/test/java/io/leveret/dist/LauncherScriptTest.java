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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@code bin/leveret} with a java that prints what it is called with. */
class LauncherScriptTest {
    private static final String PRINTING_JAVA = """
            #!/bin/sh
            echo "pid $$"
            for option in "$@"; do echo "$option"; done
            """;

    @TempDir
    Path directory;

    private Path home;
    private Path script;

    @BeforeEach
    void copyTheScript() throws IOException {
        directory = directory.toRealPath();
        home = Files.createDirectories(directory.resolve("dist with space"));
        script = Files.createDirectories(home.resolve("bin")).resolve("leveret");
        Files.copy(Path.of("src/main/dist/bin/leveret"), script, StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void theProcessOfTheScriptBecomesJava() throws Exception {
        Process process = start(Map.of("JAVA_HOME", java("17.0.15")));

        assertThat(lines(process)).contains("pid " + process.pid());
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void javaGetsTheLibrariesTheOwnOptionsTheOperatorsAndTheArgumentsInThisOrder() throws Exception {
        List<String> lines =
                run(Map.of("JAVA_HOME", java("17.0.15"), "LEVERET_JAVA_OPTS", "-Da=b  -Xss1m"), "--set", "a=b c", "*");

        assertThat(lines)
                .containsSubsequence(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Dleveret.home=" + home,
                        "-classpath",
                        home + "/lib/*",
                        "-Da=b",
                        "-Xss1m",
                        "io.leveret.dist.Main",
                        "--set",
                        "a=b c",
                        "*");
        assertThat(lines).doesNotContain("").noneMatch(line -> line.contains("logback"));
    }

    @Test
    void theLogConfigurationOfTheDistributionIsUsed() throws Exception {
        Path logback = Files.createDirectories(home.resolve("config")).resolve("logback.xml");
        Files.createFile(logback);

        assertThat(run(Map.of("JAVA_HOME", java("17")))).contains("-Dlogback.configurationFile=" + logback);
    }

    @Test
    void underTheNameOfTheStoreToolItStartsThatWithoutTheBrokersLogConfiguration() throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("config")).resolve("logback.xml"));
        Path tool = Files.copy(script, script.resolveSibling("leveret-store"), StandardCopyOption.COPY_ATTRIBUTES);
        script = Files.createSymbolicLink(directory.resolve("any"), tool);

        List<String> lines = run(Map.of("JAVA_HOME", java("17.0.1")), "verify", "data");

        assertThat(lines)
                .containsSubsequence("-classpath", home + "/lib/*", "io.leveret.dist.tool.StoreMain", "verify", "data")
                .noneMatch(line -> line.contains("logback"));
    }

    @Test
    void theStoreToolWithoutJavaHasDoneNothing() throws Exception {
        script = Files.copy(script, script.resolveSibling("leveret-store"), StandardCopyOption.COPY_ATTRIBUTES);

        Process process = start(Map.of("JAVA_HOME", "/nowhere"));

        assertThat(lines(process)).hasSize(1).allMatch(line -> line.startsWith("leveret-store: JAVA_HOME is /nowhere"));
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void theScriptFindsItselfThroughLinks() throws Exception {
        Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("dist with space/bin/leveret"));
        script = Files.createSymbolicLink(directory.resolve("first"), second);

        assertThat(run(Map.of("JAVA_HOME", java("17.0.1")))).contains(home + "/lib/*");
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseG1GC, false, false, true, true",
        "-XX:+UseParallelGC, true, true, true, true",
        "-Xmx1g, true, true, false, true",
        "-Xmx1025m, true, true, false, true",
        "-Xmx1073741824, true, true, false, true",
        "-Xmx1048575k, true, false, false, true",
        "-Xmx1T, true, true, false, true",
        "-Xmx08g, true, true, false, true",
        "-Xmx0, true, false, false, true",
        "-Xmxrubbish, true, true, false, true",
        "-XX:MaxHeapSize=2048m, true, true, false, true",
        "-XX:MaxHeapSize=900m, true, false, false, true",
        "-XX:MaxRAM=2g, true, true, true, true",
        "-XX:MaxRAM=2047m, true, false, true, true",
        "-XX:MaxRAM=300m -Xmx2g, true, true, false, true",
        "-Xmx256m, true, false, false, true",
        "-Xmx64m, true, false, false, true",
        "-Xmx128M, true, false, false, true",
        "-Xmx65536k, true, false, false, true",
        "-Xmn100m, true, false, true, true",
        "-XX:NewRatio=2, true, false, true, true",
        "-Xms1g, true, true, true, false",
        "-XX:MaxRAMPercentage=70, true, false, false, true",
        "-XX:InitialRAMPercentage=10, true, true, true, false",
        "-XX:+UseGCOverheadLimit, true, true, true, true",
        "-XX:+UseZGC -XX:MaxHeapSize=1g, false, false, false, true"
    })
    void theOwnCollectorAndHeapGiveWayToTheOperators(
            String options, boolean collector, boolean young, boolean heap, boolean first) throws Exception {
        List<String> lines = run(Map.of("JAVA_HOME", java("21"), "LEVERET_JAVA_OPTS", options));

        assertThat(lines.contains("-XX:+UseParallelGC")).isEqualTo(collector);
        assertThat(lines.contains("-XX:MaxRAMPercentage=50")).isEqualTo(heap);
        assertThat(lines.contains("-XX:InitialRAMPercentage=5")).isEqualTo(first);
        assertThat(lines.contains("-XX:NewSize=8m")).isEqualTo(young);
        assertThat(lines.stream().anyMatch(line -> line.startsWith("-XX:MaxNewSize=")))
                .isEqualTo(young);
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, false", "21, false", "24-ea, true", "25.0.1, true"})
    void newerJavaIsToldThatNativeAccessIsMeant(String version, boolean told) throws Exception {
        List<String> lines = run(Map.of("JAVA_HOME", java(version)));

        assertThat(lines.contains("--enable-native-access=ALL-UNNAMED")).isEqualTo(told);
        assertThat(lines.contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, 11", "1.8.0_402, 8"})
    void anOldJavaIsRefusedInOneLine(String version, String feature) throws Exception {
        String java = java(version);

        Process process = start(Map.of("JAVA_HOME", java));

        assertThat(lines(process))
                .containsExactly("leveret: " + java + "/bin/java is version " + feature
                        + "; set JAVA_HOME to a Java of version 17 or newer");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", "/nowhere")))
                .containsExactly("leveret: JAVA_HOME is /nowhere, but there is no bin/java in it; set it to a Java of"
                        + " version 17 or newer");
    }

    @Test
    void withoutAnyJavaTheScriptSaysWhatToDo() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("dirname", "readlink")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }

        assertThat(run(Map.of("PATH", tools.toString())))
                .containsExactly(
                        "leveret: no Java found; install version 17 or newer, or set JAVA_HOME to where it is");
    }

    @Test
    void theJavaOnThePathIsTakenAndAskedForItsVersionWhereNoFileTellsIt() throws Exception {
        Path bin = Path.of(java("17"), "bin");
        Files.delete(bin.resolveSibling("release"));
        Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=y' >&2
                  echo 'openjdk version "25.0.1" 2025-10-21' >&2
                  exit
                fi
                for option in "$@"; do echo "$option"; done
                """);

        assertThat(run(Map.of("PATH", bin + ":/usr/bin:/bin")))
                .contains("--sun-misc-unsafe-memory-access=allow", "io.leveret.dist.Main");
    }

    @Test
    void withoutAJavaHomeTheNewestIsTaken() throws Exception {
        Path jvms = Files.createDirectory(directory.resolve("jvms"));
        for (String version : List.of("11.0.2", "25.0.1", "21", "9")) {
            Files.move(Path.of(java(version)), jvms.resolve("java " + version));
        }
        String onPath = java("17.0.1") + "/bin:/usr/bin:/bin";

        assertThat(run(Map.of("PATH", onPath, "LEVERET_JVMS", jvms.toString())))
                .contains("--sun-misc-unsafe-memory-access=allow", "io.leveret.dist.Main");
    }

    @Test
    void theArchiveOfClassesIsUsedForItsJavaAlone() throws Exception {
        Path archive = Files.createDirectories(home.resolve("archive")).resolve("java-21.jsa");
        Files.createFile(archive);

        assertThat(run(Map.of("JAVA_HOME", java("21.0.3")))).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(run(Map.of("JAVA_HOME", java("22")))).noneMatch(line -> line.contains("Archive"));
    }

    @Test
    void anArchiveThatCanNotBeMadeLeavesNothing() throws Exception {
        Process process = start(Map.of("JAVA_HOME", java("21.0.3")), "--make-archive");

        assertThat(lines(process)).last().asString().startsWith("leveret: no archive was made");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(home.resolve("archive")).isEmptyDirectory();
    }

    /** The home of a Java that says it has this version. */
    private String java(String version) throws IOException {
        Path javaHome = directory.resolve("java-" + version);
        Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, PRINTING_JAVA);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                javaHome.resolve("release"),
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return javaHome.toString();
    }

    private List<String> run(Map<String, String> environment, String... args) throws Exception {
        return lines(start(environment, args));
    }

    private Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> variables =
                new HashMap<>(Map.of("PATH", System.getenv("PATH"), "LEVERET_JVMS", "/nowhere"));
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
