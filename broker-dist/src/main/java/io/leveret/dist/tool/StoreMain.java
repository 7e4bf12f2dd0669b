package io.leveret.dist.tool;

import com.typesafe.config.ConfigUtil;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.FileDisk;
import io.leveret.store.inspection.Dump;
import io.leveret.store.inspection.Findings;
import io.leveret.store.inspection.QueueCount;
import io.leveret.store.inspection.UnchangedDisk;
import io.leveret.store.inspection.Verification;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The entry of {@code bin/leveret-store}. */
public final class StoreMain {
    static final int WELL = 0;
    static final int FAULTS = 1;
    static final int NOTHING_DONE = 2;
    static final int ENDED_EARLY = 3;

    private final PrintWriter out;
    private final PrintWriter err;
    private final LongSupplier nanoTime;

    StoreMain(PrintWriter out, PrintWriter err, LongSupplier nanoTime) {
        this.out = out;
        this.err = err;
        this.nanoTime = nanoTime;
    }

    public static void main(String[] args) {
        // standard output is for what was asked for, and the log's lines about a start would be about one that is only
        // tried
        System.setProperty("logback.configurationFile", "leveret-store-logback.xml");
        PrintWriter out = new PrintWriter(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = new StoreMain(out, err, System::nanoTime).run(args);
        out.flush();
        System.exit(code);
    }

    /** The exit code. */
    int run(String... args) {
        try {
            Optional<StoreCommand> command = StoreCommand.parse(args, out);
            return command.isPresent() ? run(command.get()) : WELL;
        } catch (UsageException | DataDirectoryException e) {
            err.println("leveret-store: " + e.getMessage());
            return NOTHING_DONE;
        } catch (IOException | UncheckedIOException e) {
            err.println("leveret-store: ended early: " + e);
            return ENDED_EARLY;
        } catch (RuntimeException | Error e) {
            err.println("leveret-store: ended early with a defect of Leveret; please report it with what follows");
            e.printStackTrace(err);
            return ENDED_EARLY;
        }
    }

    private int run(StoreCommand command) throws IOException {
        Path path = command.directory();
        if (!Files.isDirectory(path)) {
            throw new UsageException(path + ": no such directory; name a broker's data directory");
        }
        if (!Files.exists(path.resolve("node.json"))) {
            throw new UsageException(path + ": not a data directory of Leveret, there is no node.json");
        }
        ReadProgress progress = new ReadProgress(nanoTime, err);
        try (UnchangedDisk disk = new UnchangedDisk(FileDisk.open(path), progress::read);
                DataDirectory directory = DataDirectory.open(disk, () -> 0)) {
            return command.dump() ? dump(directory, command.bodies()) : verify(directory);
        }
    }

    private int verify(DataDirectory directory) throws IOException {
        Verification.Summary summary = new Verification(directory, findings()).run();
        List<QueueCount> queues = summary.queues();
        LineOutput lines = new LineOutput(out);
        if (queues != null) {
            for (QueueCount queue : queues) {
                lines.line("queue vhost=" + ConfigUtil.quoteString(queue.vhost()) + " name="
                        + ConfigUtil.quoteString(queue.name()) + " messages=" + queue.messages() + " body-octets="
                        + queue.bodyOctets());
            }
        }
        lines.line("journal files=" + summary.journalFiles() + " batches=" + summary.batches() + " records="
                + summary.records() + " messages=" + summary.messages());
        lines.line("cold files=" + summary.coldFiles() + " sections=" + summary.sections() + " messages="
                + summary.coldMessages());
        lines.line(conclusion(summary));
        lines.end();
        return summary.faults() == 0 ? WELL : FAULTS;
    }

    private static String conclusion(Verification.Summary summary) {
        if (summary.faults() == 0) {
            return "all is well";
        }
        return "faults=" + summary.faults()
                + (summary.queues() == null
                        ? "; a start is not possible"
                        : "; the queues are counted as far as a start could save them");
    }

    private int dump(DataDirectory directory, boolean bodies) throws IOException {
        LineOutput lines = new LineOutput(out);
        int faults = new Dump(directory, bodies, lines::line, findings()).run();
        lines.end();
        return faults == 0 ? WELL : FAULTS;
    }

    private Findings findings() {
        return new Findings() {
            @Override
            public void fault(String what) {
                err.println("fault: " + what);
            }

            @Override
            public void note(String what) {
                err.println("note: " + what);
            }
        };
    }
}
