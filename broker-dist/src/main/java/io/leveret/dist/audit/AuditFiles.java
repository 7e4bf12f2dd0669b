package io.leveret.dist.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the audit in their directory, {@code audit-00000001.jsonl} and so on. */
record AuditFiles(Path directory) {
    private static final Pattern NAME = Pattern.compile("audit-(\\d{8})\\.jsonl");

    /** The files, newest first. */
    List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(
                                    (Path path) -> path.getFileName().toString())
                            .reversed())
                    .toList();
        } catch (UncheckedIOException e) { // the stream reads the directory as it goes
            throw e.getCause();
        }
    }

    /** Where the file goes that follows this one. */
    Path after(List<Path> newestFirst) {
        int number = newestFirst.isEmpty() ? 0 : number(newestFirst.get(0));
        return directory.resolve(String.format(Locale.ROOT, "audit-%08d.jsonl", number + 1));
    }

    private static int number(Path path) {
        return Integer.parseInt(path.getFileName().toString().substring("audit-".length(), "audit-".length() + 8));
    }
}
