package io.leveret.dist.reload;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged and where: the file that Logback was started with, if it is one. Owner: management, as {@link Reload} lets one at a time. */
public final class LogConfiguration {
    /** How a change of it is told, whatever the file is called. */
    static final String NAME = "logback.xml";

    private static final String PROPERTY = "logback.configurationFile";

    private final LoggerContext logging;
    private final @Nullable Path file;
    private final Runnable whenRead;
    private byte[] inForce;

    /** {@code whenRead} runs after the appenders have been exchanged, for those that are in no file. */
    LogConfiguration(LoggerContext logging, @Nullable Path file, Runnable whenRead) {
        this.logging = logging;
        this.file = file;
        this.whenRead = whenRead;
        this.inForce = content(file);
    }

    /** That of this process. */
    public static LogConfiguration ofProcess(Runnable whenRead) {
        return new LogConfiguration(
                (LoggerContext) LoggerFactory.getILoggerFactory(),
                namedFile(System.getProperty(PROPERTY)).orElse(null),
                whenRead);
    }

    /** Logback takes names of resources and addresses, too; those do not change. */
    private static Optional<Path> namedFile(@Nullable String name) {
        try {
            return Optional.ofNullable(name).map(Path::of).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static byte[] content(@Nullable Path file) {
        try {
            return file == null ? new byte[0] : Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0]; // the next look says what is wrong with it
        }
    }

    /** What the file has now, if that is not in force; adds to the problems if it can't be used. */
    Optional<byte[]> changed(List<String> problems) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            byte[] now = Files.readAllBytes(file);
            if (Arrays.equals(now, inForce)) {
                return Optional.empty();
            }
            tryOut(now, problems);
            return Optional.of(now);
        } catch (IOException e) {
            problems.add(file + ": can't be read: "
                    + (e instanceof NoSuchFileException ? "there is no such file" : e.getMessage()));
            return Optional.empty();
        }
    }

    /** Logback has no way back from a broken file, so it is read beside the running one first. */
    private void tryOut(byte[] content, List<String> problems) {
        LoggerContext beside = new LoggerContext();
        try {
            configure(beside, content);
            beside.getStatusManager().getCopyOfStatusList().stream()
                    .filter(status -> status.getEffectiveLevel() >= Status.ERROR)
                    .map(status -> file + ": " + oneLine(status.getMessage()))
                    .distinct()
                    .forEach(problems::add);
        } catch (JoranException e) {
            problems.add(file + ": not valid: " + oneLine(e.getMessage()));
        } finally {
            beside.stop();
        }
    }

    /** Logs by this from now on. */
    void use(byte[] content) {
        logging.reset();
        try {
            configure(logging, content);
        } catch (JoranException e) {
            throw new IllegalStateException("what was tried before fails now", e);
        } finally {
            whenRead.run();
        }
        inForce = content;
    }

    private void configure(LoggerContext context, byte[] content) throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(content), String.valueOf(file));
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }
}
