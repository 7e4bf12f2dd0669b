package io.leveret.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.ctl.command.Command;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every command against answers recorded from RabbitMQ: what it asks, what it prints, how it ends. */
class TranscriptTest {
    /** Tested elsewhere: what they print is no transcript. */
    private static final Set<String> OTHERWISE = Set.of("help", "completion", "version", "hash_password");

    @TestFactory
    Stream<DynamicTest> commandsAskAndPrintWhatIsWritten() {
        return Transcript.all().stream()
                .map(transcript ->
                        DynamicTest.dynamicTest(transcript.place() + " " + transcript.line(), () -> check(transcript)));
    }

    private static void check(Transcript transcript) {
        try (FakeBroker broker = new FakeBroker(transcript.answers())) {
            CtlRun run = CtlRun.of(CtlRun.environment(broker), false, transcript.input(), transcript.words());

            assertThat(broker.requests()).isEqualTo(transcript.requests());
            assertThat(run.err().stream()
                            .map(line -> line.replace(broker.url(), "URL"))
                            .toList())
                    .isEqualTo(transcript.err());
            assertThat(run.out()).isEqualTo(transcript.out());
            assertThat(run.code()).isEqualTo(transcript.code());
        }
    }

    @Test
    void noCommandIsMissing() {
        Set<String> seen = Transcript.all().stream()
                .flatMap(transcript -> Stream.of(transcript.words()))
                .collect(Collectors.toSet());

        assertThat(AllCommands.groups().stream()
                        .flatMap(group -> group.commands().stream())
                        .map(Command::name)
                        .filter(name -> !OTHERWISE.contains(name)))
                .isSubsetOf(seen);
    }
}
