package io.leveret.management.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics as a scraper reads them: types by name, and samples. */
final class Served {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");

    private final Map<String, String> types = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    record Sample(String name, String labels, double value) {}

    static Served of(String text) {
        Served served = new Served();
        text.lines().forEach(served::line);
        return served;
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", -1);
            types.put(words[2], words[3]);
        } else if (!line.startsWith("#")) {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalStateException("no sample: " + line);
            }
            String labels = sample.group(2) == null ? "" : sample.group(2);
            double value = sample.group(3).equals("NaN") ? Double.NaN : Double.parseDouble(sample.group(3));
            samples.add(new Sample(sample.group(1), labels, value));
        }
    }

    Map<String, String> types() {
        return types;
    }

    List<Sample> samples() {
        return samples;
    }

    List<Sample> samples(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    double value(String name) {
        return samples(name).stream().mapToDouble(Sample::value).sum();
    }

    /** Of the sample with just these labels, as they stand in the text. */
    double value(String name, String labels) {
        return samples(name).stream()
                .filter(sample -> sample.labels().equals(labels))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + "{" + labels + "} among " + samples(name)))
                .value();
    }
}
