package io.leveret.ctl;

import io.leveret.ctl.FakeBroker.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One command line of a transcript file, with what it must send, what it is answered, and what it must print. */
record Transcript(String place, String line, List<String> entries) {
    private static final Path DIRECTORY = Path.of("src/test/resources/transcripts");
    private static final Pattern WORD = Pattern.compile("((?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+)");

    static List<Transcript> all() {
        try (var files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Transcript> read(Path file) {
        List<Transcript> found = new ArrayList<>();
        List<String> lines = lines(file);
        for (int number = 0; number < lines.size(); number++) {
            String text = lines.get(number);
            if (text.startsWith("$ ")) {
                found.add(
                        new Transcript(file.getFileName() + ":" + (number + 1), text.substring(2), new ArrayList<>()));
            } else if (!text.isBlank() && !text.startsWith("#")) {
                found.get(found.size() - 1).entries().add(text);
            }
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of the command line; quotes hold words together, as in a shell. */
    String[] words() {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
        }
        return words.toArray(String[]::new);
    }

    String input() {
        return String.join("\n", of("@ "));
    }

    List<String> requests() {
        return of("> ");
    }

    List<Answer> answers() {
        return of("< ").stream()
                .map(text -> new Answer(
                        Integer.parseInt(text.substring(0, 3)),
                        text.substring(3).strip()))
                .toList();
    }

    List<String> out() {
        return of("| ");
    }

    List<String> err() {
        return of("! ").stream().map(text -> "leveretctl: " + text).toList();
    }

    int code() {
        List<String> codes = of("= ");
        return codes.isEmpty() ? 0 : Integer.parseInt(codes.get(0));
    }

    private List<String> of(String mark) {
        return entries.stream()
                .filter(entry -> entry.startsWith(mark) || entry.equals(mark.strip()))
                .map(entry -> entry.substring(Math.min(mark.length(), entry.length())))
                .toList();
    }
}
