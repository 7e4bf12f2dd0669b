package io.leveret.dist.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A scenario and its expected transcripts, which lie beside it. */
record Scenario(Path file) {
    static final Path FOLDER = Path.of("src", "test", "resources", "transcripts");
    private static final String ENDING = ".txt";
    private static final Pattern REASON = Pattern.compile("# differs: (RabbitMQ 4\\.x|Leveret): \\S.*");

    /** Those whose {@link #name} matches the property {@code transcripts.filter}, or all. */
    static List<Scenario> chosen() {
        Pattern filter = Pattern.compile(System.getProperty("transcripts.filter", ""));
        return all().stream()
                .filter(scenario -> filter.matcher(scenario.name()).find())
                .toList();
    }

    static List<Scenario> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.getNameCount() > FOLDER.getNameCount() + 1)
                    .filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> !isTranscript(file))
                    .map(Scenario::new)
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Transcripts to which there is no scenario. */
    static List<Path> orphans() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Scenario::isTranscript)
                    .filter(file -> !Files.exists(Path.of(file.toString().replaceAll("\\.[a-z]+\\.txt$", ENDING))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTranscript(Path file) {
        return file.toString().endsWith(".rabbitmq.txt") || file.toString().endsWith(".leveret.txt");
    }

    /** Section and file, such as {@code 1-connection/frame-too-large}. */
    String name() {
        String path = FOLDER.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - ENDING.length());
    }

    /** The folder's name. */
    String section() {
        return name().substring(0, name().indexOf('/'));
    }

    List<String> script() {
        return lines(file);
    }

    /** The row of semantics: what the first line says. */
    String row() {
        return script().get(0);
    }

    /** The rows' section, with which the first line has to begin. */
    String sectionNumber() {
        return section().substring(0, section().indexOf('-'));
    }

    Path recordingFile() {
        return beside(".rabbitmq.txt");
    }

    Path differingFile() {
        return beside(".leveret.txt");
    }

    private Path beside(String ending) {
        String path = file.toString();
        return Path.of(path.substring(0, path.length() - ENDING.length()) + ending);
    }

    Optional<List<String>> recording() {
        return transcript(recordingFile());
    }

    /** Where Leveret is meant to differ from the recording. */
    Optional<List<String>> differing() {
        return transcript(differingFile());
    }

    /** Why it is meant to differ: the first line of that file behind {@code # differs: }, if there is such a line. */
    Optional<String> reason() {
        if (!Files.exists(differingFile())) {
            return Optional.empty();
        }
        return lines(differingFile()).stream()
                .limit(1)
                .filter(REASON.asMatchPredicate())
                .map(line -> line.substring("# differs: ".length()))
                .findFirst();
    }

    private static Optional<List<String>> transcript(Path file) {
        return Files.exists(file)
                ? Optional.of(lines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .toList())
                : Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
