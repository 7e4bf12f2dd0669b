package io.leveret.dist.soak;

import io.leveret.dist.BrokerTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a broker's process holds after its heap was collected; only where there is a {@code /proc}. {@code roomBytes} is what messages may still take, {@code totals} are of
 * what clients have made.
 */
record Footprint(
        long heapBytes,
        long directBytes,
        long residentBytes,
        long roomBytes,
        int fileDescriptors,
        List<String> threads,
        BrokerTotals totals,
        long files,
        long fileBytes) {
    private static final Pattern USED = Pattern.compile("(?:total|committed) \\d+K, used (\\d+)K");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\" #\\d+");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern DIRECT = Pattern.compile("(?m)^leveret_\\S*direct_used_bytes\\S* (\\S+)");
    private static final Pattern LIMIT = Pattern.compile("(?m)^\\S*resident_memory_limit_bytes\\S* (\\S+)");
    private static final Pattern RESIDENT_NOW = Pattern.compile("(?m)^\\S*process_resident_memory_bytes\\S* (\\S+)");
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final int KIB = 1024;
    private static final int COLLECTIONS = 3; // what has a cleaner goes with the next

    static Footprint of(SoakBroker broker) throws Exception {
        for (int i = 0; i < COLLECTIONS; i++) {
            jcmd(broker.pid(), "GC.run");
        }
        long heap = USED.matcher(jcmd(broker.pid(), "GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)) * KIB)
                .sum();
        Path process = Path.of("/proc", Long.toString(broker.pid()));
        String metrics = broker.metrics();
        List<Path> files = files(broker.data());
        long fileBytes = 0;
        for (Path file : files) {
            fileBytes += Files.size(file);
        }
        return new Footprint(
                heap,
                measured(DIRECT, metrics),
                number(RESIDENT, Files.readString(process.resolve("status"))) * KIB,
                measured(LIMIT, metrics) - measured(RESIDENT_NOW, metrics),
                count(process.resolve("fd")),
                threads(broker.pid()),
                broker.totals(),
                files.size(),
                fileBytes);
    }

    /** Those of the compiler and of this look at it come and go. */
    private static List<String> threads(long pid) throws Exception {
        return THREAD.matcher(jcmd(pid, "Thread.print"))
                .results()
                .map(thread -> thread.group(1))
                .filter(name -> !name.contains("CompilerThread") && !name.contains("Attach Listener"))
                .sorted()
                .toList();
    }

    private static int count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return (int) entries.count();
        }
    }

    /** Without the audit, which tells of what was. */
    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file ->
                            Files.isRegularFile(file) && !file.toString().contains("audit"))
                    .toList();
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in\n" + text);
        }
        return matcher.group(1);
    }

    private static long measured(Pattern metric, String metrics) {
        return (long) Double.parseDouble(first(metric, metrics));
    }

    private static long number(Pattern pattern, String text) {
        return Long.parseLong(first(pattern, text));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }

    @Override
    public String toString() {
        return "heap %.1f MiB, direct %.1f MiB, resident %.1f MiB, room for messages %.3f MiB, %d file descriptors, %d threads, %s, %d files of %.1f MiB"
                .formatted(
                        mib(heapBytes),
                        mib(directBytes),
                        mib(residentBytes),
                        mib(roomBytes),
                        fileDescriptors,
                        threads.size(),
                        totals,
                        files,
                        mib(fileBytes));
    }

    private static double mib(long bytes) {
        return bytes / (double) (KIB * KIB);
    }
}
