package io.leveret.dist.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogConfigurationTest {
    @TempDir
    Path folder;

    private final LoggerContext logging = new LoggerContext();
    private final List<String> problems = new ArrayList<>();
    private Path file;
    private int read;
    private LogConfiguration configuration;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("logback.xml");
        write("<configuration><root level='WARN'/></configuration>");
        configuration = new LogConfiguration(logging, file, () -> read++);
        logging.getLogger("ROOT").setLevel(Level.WARN);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private Level level(String logger) {
        return logging.getLogger(logger).getEffectiveLevel();
    }

    @Test
    void aChangedFileIsInForceWhenItIsUsed() throws IOException {
        assertThat(configuration.changed(problems)).isEmpty();

        write("<configuration><logger name='a.b' level='TRACE'/><root level='ERROR'/></configuration>");
        Optional<byte[]> changed = configuration.changed(problems);

        assertThat(level("a.b")).as("only looked at").isEqualTo(Level.WARN);
        configuration.use(changed.orElseThrow());
        assertThat(level("a.b")).isEqualTo(Level.TRACE);
        assertThat(level("other")).isEqualTo(Level.ERROR);
        assertThat(read).isEqualTo(1);
        assertThat(configuration.changed(problems)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aBrokenFileIsAProblemThatNamesIt() throws IOException {
        write("<configuration><root level=");
        configuration.changed(problems);

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith(file + ": "));
        assertThat(level("other")).isEqualTo(Level.WARN);
    }

    @Test
    void anAppenderOfAnUnknownClassIsAProblem() throws IOException {
        write("<configuration><appender name='a' class='no.such.Appender'/>"
                + "<root level='INFO'><appender-ref ref='a'/></root></configuration>");
        configuration.changed(problems);

        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains("no.such.Appender"));
    }

    @Test
    void aFileThatIsGoneIsAProblem() throws IOException {
        Files.delete(file);
        configuration.changed(problems);

        assertThat(problems).containsExactly(file + ": can't be read: there is no such file");
    }

    @Test
    void withoutAFileNothingChanges() {
        LogConfiguration none = new LogConfiguration(logging, null, () -> read++);

        assertThat(none.changed(problems)).isEmpty();
        assertThat(problems).isEmpty();
    }
}
