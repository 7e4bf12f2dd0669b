package io.leveret.dist.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The heap in use of another Java, once a second, from the JDK's {@code jstat}, which only looks. */
final class HeapFigures implements AutoCloseable {
    private static final Path JSTAT = Path.of(System.getProperty("java.home"), "bin", "jstat");

    private final Process jstat;
    private volatile long used = -1;
    private volatile long peak = -1;

    private HeapFigures(Process jstat) {
        this.jstat = jstat;
    }

    static HeapFigures of(long pid) throws IOException {
        if (!Files.isExecutable(JSTAT)) {
            throw new IOException("no " + JSTAT + ": the measurements need a JDK");
        }
        List<String> command =
                List.of(JSTAT.toString(), "-J-Xmx16m", "-J-Duser.language=en", "-gc", Long.toString(pid), "1000");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        HeapFigures figures = new HeapFigures(process);
        Thread reader = new Thread(figures::read, "heap-figures");
        reader.setDaemon(true);
        reader.start();
        return figures;
    }

    /** Empty before the first look. */
    OptionalLong usedBytes() {
        return used < 0 ? OptionalLong.empty() : OptionalLong.of(used);
    }

    OptionalLong peakUsedBytes() {
        return peak < 0 ? OptionalLong.empty() : OptionalLong.of(peak);
    }

    private void read() {
        try (BufferedReader lines = jstat.inputReader()) {
            String head = lines.readLine();
            if (head == null) {
                return;
            }
            List<Integer> columns = usedColumns(head.trim().split("\\s+", -1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.trim().split("\\s+", -1);
                double sum = columns.stream()
                        .mapToDouble(column -> Double.parseDouble(cells[column]))
                        .sum();
                used = (long) (sum * 1024);
                peak = Math.max(peak, used);
            }
        } catch (IOException | NumberFormatException e) {
            // the broker is gone, and the last line of jstat may be torn
        }
    }

    /** Survivor spaces, eden, old generation. */
    private static List<Integer> usedColumns(String[] head) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < head.length; i++) {
            if (List.of("S0U", "S1U", "EU", "OU").contains(head[i])) {
                columns.add(i);
            }
        }
        return columns;
    }

    @Override
    public void close() {
        jstat.destroyForcibly();
        jstat.onExit().join();
    }
}
