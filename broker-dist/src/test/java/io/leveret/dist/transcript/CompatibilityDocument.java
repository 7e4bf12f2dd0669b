package io.leveret.dist.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of docs/compatibility.md that the scenarios write. */
final class CompatibilityDocument {
    private static final Path FILE = Path.of("..", "docs", "compatibility.md");
    private static final String BEGIN = "<!-- transcripts: begin -->\n";
    private static final String END = "<!-- transcripts: end -->";

    private CompatibilityDocument() {}

    static String current() throws IOException {
        return Files.readString(FILE);
    }

    static void rewrite() throws IOException {
        Files.writeString(FILE, renewed());
    }

    /** The whole document with that part as it should be. */
    static String renewed() throws IOException {
        String document = current();
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        return document.substring(0, begin) + section() + document.substring(document.indexOf(END, begin));
    }

    private static String section() {
        List<Scenario> scenarios = Scenario.all();
        Map<String, Long> counts = scenarios.stream()
                .collect(Collectors.groupingBy(Scenario::section, TreeMap::new, Collectors.counting()));
        List<Scenario> differing = scenarios.stream()
                .filter(scenario -> scenario.reason().isPresent())
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("| section | scenarios |");
        lines.add("|---|---|");
        counts.forEach((section, count) -> lines.add("| " + section + " | " + count + " |"));
        lines.add("| all | " + scenarios.size() + " |");
        lines.add("");
        lines.add("In " + differing.size() + " of them Leveret is meant to differ from the recording:");
        lines.add("");
        lines.add("| scenario | as | why |");
        lines.add("|---|---|---|");
        for (Scenario scenario : differing) {
            String[] reason = scenario.reason().orElseThrow().split(": ", 2);
            lines.add("| " + scenario + " | " + reason[0] + " | " + reason[1].replace("|", "\\|") + " |");
        }
        return String.join("\n", lines) + "\n";
    }
}
