package io.leveret.dist.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.disk.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreMainTest {
    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new StoreMain(new PrintWriter(out), new PrintWriter(err, true), () -> 0).run(args);
    }

    @Test
    void anEmptyDataDirectoryIsWell() throws IOException {
        DataDirectory.open(data).close();

        assertThat(run("verify", data.toString())).isEqualTo(StoreMain.WELL);

        assertThat(out.toString().lines())
                .containsExactly(
                        "journal files=0 batches=0 records=0 messages=0",
                        "cold files=0 sections=0 messages=0",
                        "all is well");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aDumpOfAnEmptyDataDirectoryIsEmpty() throws IOException {
        DataDirectory.open(data).close();

        assertThat(run("dump", "--bodies", data.toString())).isEqualTo(StoreMain.WELL);

        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFaultIsALineAndTheExitCodeSaysSo() throws IOException {
        DataDirectory.open(data).close();
        Files.writeString(data.resolve("definitions-3"), "leveret definitions 2 00000000 2\n{}");

        assertThat(run("verify", data.toString())).isEqualTo(StoreMain.FAULTS);

        assertThat(err.toString().lines())
                .containsExactly("fault: definitions-3 at offset 0: expected definitions with their checksum");
        assertThat(out.toString()).contains("faults=1");
    }

    @Test
    void aDirectoryInUseIsRefusedAsAStartRefusesIt() throws IOException {
        try (DataDirectory used = DataDirectory.open(data)) {
            assertThat(used.stamp()).isNotZero();
            assertThat(run("verify", data.toString())).isEqualTo(StoreMain.NOTHING_DONE);
        }
        assertThat(err.toString().strip())
                .isEqualTo("leveret-store: data directory " + data + " is in use by another process (pid "
                        + ProcessHandle.current().pid() + ")");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Files.writeString(data.resolve("node.json"), "{\"format\":9,\"stamp\":\"1\"}");

        assertThat(run("verify", data.toString())).isEqualTo(StoreMain.NOTHING_DONE);

        assertThat(err.toString()).contains("has format 9").contains("up to 2");
    }

    @Test
    void aDirectoryThatIsMissingIsNamedAndNotMade() {
        Path missing = data.resolve("missing");

        assertThat(run("verify", missing.toString())).isEqualTo(StoreMain.NOTHING_DONE);

        assertThat(err.toString().strip())
                .isEqualTo("leveret-store: " + missing + ": no such directory; name a broker's data directory");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aDirectoryOfOthersIsNotTouched() {
        assertThat(run("dump", data.toString())).isEqualTo(StoreMain.NOTHING_DONE);

        assertThat(err.toString()).contains("not a data directory of Leveret, there is no node.json");
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --verbose | Unknown option: '--verbose'; leveret-store --help lists the commands
            verify | Missing required parameter: 'DIR'; leveret-store --help lists the commands
            verify --bodies d | Unknown option: '--bodies'; leveret-store --help lists the commands
            dump a b | Unmatched argument at index 2: 'b'; leveret-store --help lists the commands
            repair d | Unmatched arguments from index 0: 'repair', 'd'; leveret-store --help lists the commands
            --version=3 | option '--version' should be specified without '3' parameter; leveret-store --help lists the commands
            """)
    void aLineThatIsNotUnderstoodIsAnsweredInOneLine(String line, String expected) {
        assertThat(run(line.strip().split(" ", -1))).isEqualTo(StoreMain.NOTHING_DONE);
        assertThat(err.toString().strip()).isEqualTo("leveret-store: " + expected.strip());
    }

    @Test
    void aLineWithoutACommandIsAnsweredInOneLine() {
        assertThat(run()).isEqualTo(StoreMain.NOTHING_DONE);
        assertThat(err.toString().strip())
                .isEqualTo("leveret-store: Missing command: verify or dump; leveret-store --help lists the commands");
    }

    @Test
    void helpNamesTheCommandsAndExitCodes() {
        assertThat(run("--help")).isEqualTo(StoreMain.WELL);
        assertThat(run("dump", "--help")).isEqualTo(StoreMain.WELL);
        assertThat(run("--version")).isEqualTo(StoreMain.WELL);
        assertThat(out.toString()).contains("verify", "dump", "--version", "Exit codes:", "--bodies", "DIR");
    }
}
