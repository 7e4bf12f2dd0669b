package io.leveret.core.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The inputs of a fuzz target that are kept: what it began with, what the fuzzer found to run through more code, and all that ever failed. */
public final class Corpus {
    private Corpus() {}

    /** A test for each input. Throws if there is none. */
    public static Stream<DynamicTest> replay(Class<?> target, Consumer<byte[]> fuzzer) {
        return files(target).stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> fuzzer.accept(Files.readAllBytes(file))));
    }

    private static List<Path> files(Class<?> target) {
        URL folder = target.getResource("/fuzz/" + target.getName().substring("io.leveret.".length()));
        if (folder == null) {
            throw new AssertionError(target + " has no corpus");
        }
        try (Stream<Path> inputs = Files.list(Path.of(folder.toURI()))) {
            List<Path> files = inputs.sorted().toList();
            if (files.isEmpty()) {
                throw new AssertionError("the corpus of " + target + " is empty");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
