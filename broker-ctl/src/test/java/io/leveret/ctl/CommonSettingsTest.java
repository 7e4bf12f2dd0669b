package io.leveret.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.ctl.command.Arguments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long answers are waited for. */
class CommonSettingsTest {
    @Test
    void whatTakesLongIsWaitedForLonger() {
        CommonSettings settings = new CommonSettings(new Arguments(Map.of()), Map.of());

        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.longTimeout()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void whatTheUserSaysHoldsForAll() {
        CommonSettings settings =
                new CommonSettings(new Arguments(Map.of(CommonOption.TIMEOUT, List.of("100"))), Map.of());

        assertThat(settings.timeout()).hasSeconds(100);
        assertThat(settings.longTimeout()).hasSeconds(100);
    }

    @Test
    void aBackupIsNotWaitedForLongerThanTheUserSays() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = Map.of(
                    "LEVERET_URL",
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    "LEVERETCTL_USER",
                    "guest",
                    "LEVERETCTL_PASSWORD",
                    "guest");

            CtlRun run = CtlRun.of(environment, false, "", "-t", "1", "backup");

            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err()).singleElement().asString().contains("within 1 s to POST");
        }
    }
}
