package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private final StringWriter out = new StringWriter();

    @Test
    void anEmptyLineStartsWithTheDefaults() {
        assertThat(parse()).contains(new CommandLine(Optional.empty(), Map.of(), false, false));
    }

    @Test
    void everyOptionIsUnderstood() {
        assertThat(parse(
                        "--config",
                        "a.conf",
                        "--data-dir=d",
                        "--set",
                        "leveret.x=a=b, c",
                        "--set=leveret.data-dir=lost",
                        "--set",
                        "leveret.y=@z",
                        "--check",
                        "--recover-truncate"))
                .contains(new CommandLine(
                        Optional.of(Path.of("a.conf")),
                        Map.of("leveret.x", "a=b, c", "leveret.data-dir", "d", "leveret.y", "@z"),
                        true,
                        true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --chek | Unknown option: '--chek'; leveret --help lists the options
            --config | Missing required parameter for option '--config' (FILE); leveret --help lists the options
            start | Unmatched argument at index 0: 'start'; leveret --help lists the options
            --set leveret | --set leveret: expected PATH=VALUE, such as --set leveret.listeners.amqp.port=5673
            --set =3 | --set =3: expected PATH=VALUE, such as --set leveret.listeners.amqp.port=5673
            --check --check | option '--check' should be specified only once; leveret --help lists the options
            """)
    void aLineThatIsNotUnderstoodIsAnsweredInOneLine(String line, String expected) {
        assertThatThrownBy(() -> parse(line.strip().split(" ", -1)))
                .isInstanceOf(StartException.class)
                .hasMessage(expected.strip());
    }

    @Test
    void helpNamesEveryOptionAndExitCode() {
        assertThat(parse("--help")).isEmpty();
        assertThat(out.toString())
                .contains("--config", "--data-dir", "--set", "--check", "--recover-truncate", "--version", "--help")
                .contains("Exit codes:")
                .endsWith("\n");
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(parse("--version")).isEmpty();
        assertThat(out.toString()).startsWith("leveret ");
    }

    private Optional<CommandLine> parse(String... args) {
        return CommandLine.parse(args, new PrintWriter(out, true));
    }
}
