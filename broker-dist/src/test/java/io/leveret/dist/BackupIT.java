package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.leveret.store.backup.Backup;
import io.leveret.store.backup.BackupListener;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.FileDisk;
import io.leveret.store.inspection.Findings;
import io.leveret.store.inspection.UnchangedDisk;
import io.leveret.store.inspection.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of a broker under load, each started by another one. */
@Timeout(300)
class BackupIT {
    private static final int BACKUPS = 4;
    private static final int DEEP = 3_000;
    private static final int BODY = 4_000;
    private static final String[] SETTINGS = {"leveret.journal.young-budget=4 MiB"};

    @TempDir
    Path folder;

    /** A backup as it is awaited. */
    private static final class Awaited extends CompletableFuture<Backup> implements BackupListener {
        @Override
        public void taken(Backup backup) {
            complete(backup);
        }

        @Override
        public void refused(String reason) {
            completeExceptionally(new IllegalStateException("refused: " + reason));
        }

        @Override
        public void failed(String reason) {
            completeExceptionally(new IllegalStateException("failed: " + reason));
        }
    }

    private static Backup take(TestBroker broker, String name) throws Exception {
        Awaited awaited = new Awaited();
        broker.backups().start(name, awaited);
        return awaited.get(60, TimeUnit.SECONDS);
    }

    /** A backup, and what clients had seen when it began; of acks, when it was whole. */
    private record Seen(Backup backup, KillHistory history) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "elsewhere"})
    void aBackupUnderLoadHasAllThatWasConfirmedAndNothingThatWasSettled(String place) throws Exception {
        List<Seen> backups = new ArrayList<>();
        Path kept = place.isEmpty() ? folder.resolve("data/backups") : folder.resolve(place);
        try (TestBroker broker = TestBroker.start(
                folder.resolve("data"),
                "leveret.backup.dir=" + (place.isEmpty() ? "" : kept.toString()),
                SETTINGS[0])) {
            deepQueue(broker);
            KillHistory history = new KillHistory();
            history.checkAndDrain(broker::connect, "before");
            KillLoad load = new KillLoad(broker::connect, history);
            for (int i = 1; i <= BACKUPS; i++) {
                load.runUntilConfirmed(i * 8_000);
                KillHistory before = history.copy();
                Backup backup = take(broker, "b" + i);
                before.mayHaveAcked(history);
                backups.add(new Seen(backup, before));
            }
            load.stop();
            assertThat(broker.backups().list())
                    .containsExactlyInAnyOrderElementsOf(
                            backups.stream().map(Seen::backup).toList());
        }
        for (Seen seen : backups) {
            Backup backup = seen.backup;
            assertThat(Path.of(backup.directory())).isEqualTo(kept.resolve(backup.name()));
            assertWhole(Path.of(backup.directory()));
            assertThat(octets(Path.of(backup.directory()))).isBetween(backup.bytes(), backup.bytes() + 1_000);
            System.getLogger("BackupIT").log(System.Logger.Level.INFO, "{0}: {1}", backup, seen.history);
            startAndCheck(seen);
        }
    }

    private static void deepQueue(TestBroker broker) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("deep", true, false, false, null);
            channel.confirmSelect();
            for (int i = 0; i < DEEP; i++) {
                byte[] body = Arrays.copyOf(Integer.toString(i).getBytes(UTF_8), BODY);
                channel.basicPublish("", "deep", MessageProperties.PERSISTENT_BASIC, body);
            }
            channel.waitForConfirmsOrDie(60_000);
        }
    }

    private static void startAndCheck(Seen seen) throws Exception {
        Path directory = Path.of(seen.backup.directory());
        try (TestBroker broker = TestBroker.start(directory, SETTINGS)) {
            seen.history.checkAndDrain(broker::connect, "backup " + seen.backup.name());
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                assertThat(channel.messageCount("deep")).isEqualTo(DEEP);
                for (int i = 0; i < DEEP; i++) {
                    GetResponse next = channel.basicGet("deep", true);
                    assertThat(new String(next.getBody(), UTF_8).trim()).isEqualTo(Integer.toString(i));
                }
                channel.confirmSelect();
                channel.basicPublish("", "deep", MessageProperties.PERSISTENT_BASIC, "new".getBytes(UTF_8));
                channel.waitForConfirmsOrDie(20_000);
            }
        }
        try (TestBroker broker = TestBroker.start(directory, SETTINGS);
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            assertThat(channel.basicGet("deep", true).getBody()).asString(UTF_8).isEqualTo("new");
            assertThat(channel.basicGet("deep", true)).isNull();
        }
    }

    /** As {@code leveret-store verify}. */
    private static void assertWhole(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        Findings findings = new Findings() {
            @Override
            public void fault(String what) {
                found.add("fault: " + what);
            }

            @Override
            public void note(String what) {
                found.add("note: " + what);
            }
        };
        try (UnchangedDisk disk = new UnchangedDisk(FileDisk.open(directory), octets -> {});
                DataDirectory data = DataDirectory.open(disk, () -> 0)) {
            Verification.Summary summary = new Verification(data, findings).run();
            assertThat(found).isEmpty();
            assertThat(summary.coldMessages()).as("messages in cold files").isPositive();
        }
    }

    private static long octets(Path directory) throws IOException {
        long octets = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                octets += Files.size(file);
            }
        }
        return octets;
    }

    @Test
    void messagesThatNoJournalKeepsAreNotInABackup() throws Exception {
        Backup backup;
        try (TestBroker broker = TestBroker.start(folder.resolve("data"));
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("q", true, false, false, null);
            channel.queueDeclare("t", false, false, false, null);
            channel.basicPublish("", "q", MessageProperties.BASIC, "transient".getBytes(UTF_8));
            channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, "persistent".getBytes(UTF_8));
            channel.waitForConfirmsOrDie(20_000);
            backup = take(broker, "one");
        }
        try (TestBroker broker = TestBroker.start(Path.of(backup.directory()));
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            assertThat(channel.basicGet("q", true).getBody()).asString(UTF_8).isEqualTo("persistent");
            assertThat(channel.basicGet("q", true)).isNull();
            channel.queueDeclare("t", true, false, false, null); // the transient one would be another
        }
    }
}
