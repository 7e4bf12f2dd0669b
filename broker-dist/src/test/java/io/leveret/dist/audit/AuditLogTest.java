package io.leveret.dist.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Actor ANN = new Actor("ann", "10.0.0.1:1 -> 10.0.0.2:2", Actor.Source.AMQP);

    @TempDir
    Path directory;

    private long now;

    private AuditLog log() {
        return new AuditLog(directory, () -> ++now).start();
    }

    private void write(int count) {
        try (AuditLog log = log()) {
            for (int i = 0; i < count; i++) {
                log.changed(AuditEntry.ok(ANN, "queue.declare", "/", "q" + i, "classic"));
            }
        }
    }

    private static List<String> objects(AuditPage page) {
        return page.items().stream().map(record -> record.entry().object()).toList();
    }

    private long fileCount() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }

    @Test
    void whatWasWrittenIsReadBackNewestFirst() throws IOException {
        AuditEntry refused = AuditEntry.refused(Actor.http("bob"), "user.put", "", "ü \"x\"\n", "no\nway");
        write(3);
        try (AuditLog log = log()) {
            log.changed(refused);
        }
        AuditPage page = log().query(AuditFilter.ALL, 0, 10);
        assertThat(objects(page)).containsExactly("ü \"x\"\n", "q2", "q1", "q0");
        assertThat(page.items().get(0)).isEqualTo(new AuditRecord(4, refused));
        assertThat(page.items().get(3).entry().by()).isEqualTo(ANN);
        assertThat(page.total()).isEqualTo(4);
    }

    @Test
    void aPageIsPartOfWhatPassesTheFilter() throws IOException {
        write(10);
        try (AuditLog log = log()) {
            log.changed(AuditEntry.ok(ANN, "queue.delete", "/", "q3", ""));
            log.changed(AuditEntry.ok(Actor.http("bob"), "queue.delete", "v", "q3", ""));
        }
        AuditLog reader = new AuditLog(directory, () -> 0);
        assertThat(objects(reader.query(AuditFilter.ALL, 2, 3))).containsExactly("q9", "q8", "q7");
        AuditFilter ofQueue = new AuditFilter(null, null, null, "q3", 0, Long.MAX_VALUE);
        assertThat(reader.query(ofQueue, 0, 1).filtered()).isEqualTo(3);
        assertThat(reader.query(ofQueue, 0, 1).total()).isEqualTo(12);
        assertThat(reader.query(new AuditFilter("bob", "v", "queue.delete", null, 0, 99), 0, 9)
                        .items())
                .hasSize(1);
        assertThat(objects(reader.query(new AuditFilter(null, null, null, null, 2, 3), 0, 9)))
                .containsExactly("q2", "q1");
    }

    @Test
    void filesAreRotatedAndTheOldestDeleted() throws IOException {
        try (AuditLog log = new AuditLog(directory, () -> ++now, 1000, 3).start()) {
            for (int i = 0; i < 100; i++) {
                log.changed(AuditEntry.ok(ANN, "queue.declare", "/", "q" + i, ""));
            }
        }
        assertThat(fileCount()).isEqualTo(3);
        List<String> kept = objects(log().query(AuditFilter.ALL, 0, 100));
        assertThat(kept).startsWith("q99", "q98", "q97").hasSizeBetween(10, 30);
    }

    @Test
    void aTornLineIsSkippedAndWhatFollowsIsRead() throws IOException {
        write(2);
        Path file = directory.resolve("audit-00000001.jsonl");
        Files.writeString(file, "{\"time\":1,\"us", StandardOpenOption.APPEND);
        write(1);
        assertThat(fileCount()).isEqualTo(1);
        assertThat(objects(log().query(AuditFilter.ALL, 0, 10))).containsExactly("q0", "q1", "q0");
    }

    @Test
    void linesAreFoundWhereverTheBlocksEnd() throws IOException {
        write(2000); // some 400 KiB
        List<String> all = objects(log().query(AuditFilter.ALL, 0, 3000));
        assertThat(all).hasSize(2000);
        for (int i = 0; i < 2000; i++) {
            assertThat(all.get(i)).isEqualTo("q" + (1999 - i));
        }
    }

    @Test
    void whatIsTooMuchIsDroppedAndCounted() {
        AuditLog log = new AuditLog(directory, () -> 0); // its thread does not run
        for (int i = 0; i < 8200; i++) {
            log.changed(AuditEntry.ok(ANN, "queue.declare", "/", "q", ""));
        }
        assertThat(log.dropped()).isEqualTo(8);
    }

    @Test
    void nothingWrittenIsAnEmptyPage() throws IOException {
        assertThat(new AuditLog(directory.resolve("none"), () -> 0)
                        .query(AuditFilter.ALL, 0, 10)
                        .items())
                .isEmpty();
    }
}
