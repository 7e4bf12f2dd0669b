package io.leveret.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.ctl.FakeBroker.Answer;
import io.leveret.ctl.command.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run ends when it is not the broker that refuses, and what it leaves in files. */
class EndingsTest {
    private static final Answer OK = new Answer(200, "{\"queues\":[]}");

    @TempDir
    Path directory;

    @Test
    void aBrokerThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        CtlRun run = run("--url", "http://127.0.0.1:" + port, "list_users");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err())
                .containsExactly("leveretctl: no broker answers at http://127.0.0.1:" + port
                        + "; is it running? --url names another");
    }

    @Test
    void aBrokerThatDoesNotAnswerInTimeIsNotWaitedForAnyLonger() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CtlRun run = run("--url", "http://127.0.0.1:" + silent.getLocalPort(), "-t", "1", "ping");

            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err()).singleElement().asString().contains("within 1 s to GET /api/whoami", "--timeout");
        }
    }

    @Test
    void whatIsNoUrlIsRefused() {
        for (String url : List.of("127.0.0.1:15672", "ftp://a", "http://a b")) {
            CtlRun run = run("--url", url, "ping");

            assertThat(run.code()).as(url).isEqualTo(64);
            assertThat(run.err()).singleElement().asString().contains("'" + url + "' is no URL of a broker");
        }
    }

    @Test
    void aTimeoutOfNothingIsRefused() {
        assertThat(run("--timeout", "0", "ping").code()).isEqualTo(64);
    }

    @Test
    void nobodyReadsTheOutputAnyMore() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("closed");
            }
        };
        StringWriter err = new StringWriter();
        Input input = new Input(InputStream.nullInputStream(), null);

        int code = new Ctl(new Surroundings(
                        Map.of(), false, input, new PrintWriter(closed, false, UTF_8), new PrintWriter(err, true)))
                .run("version");

        assertThat(code).isEqualTo(74);
        assertThat(err.toString()).contains("standard output is closed");
    }

    @Test
    void exportedDefinitionsAreForTheirOwnerOnly() throws IOException {
        Path file = Files.writeString(directory.resolve("all.json"), "older");
        try (FakeBroker broker = new FakeBroker(List.of(OK))) {
            CtlRun run = CtlRun.of(broker, "export_definitions", file.toString());

            assertThat(run.code()).isZero();
            assertThat(run.out()).isEmpty();
        }
        assertThat(file).hasContent(OK.body());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory)
                .isDirectoryContaining(found -> found.equals(file))
                .isDirectoryNotContaining("glob:**.definitions*");
    }

    @Test
    void aRefusedExportLeavesTheFileAsItWas() throws IOException {
        Path file = Files.writeString(directory.resolve("all.json"), "older");
        try (FakeBroker broker = new FakeBroker(List.of(new Answer(401, "{\"reason\":\"Not administrator user\"}")))) {
            assertThat(CtlRun.of(broker, "export_definitions", file.toString()).code())
                    .isEqualTo(77);
        }
        assertThat(file).hasContent("older");
    }

    @Test
    void anExportIntoNoDirectoryIsAFailure() {
        try (FakeBroker broker = new FakeBroker(List.of(OK))) {
            CtlRun run = CtlRun.of(
                    broker,
                    "export_definitions",
                    directory.resolve("no/all.json").toString());

            assertThat(run.code()).isEqualTo(74);
        }
    }

    @Test
    void importedDefinitionsAreSentAsTheyStandInTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("all.json"), "{ \"queues\": [] }");
        try (FakeBroker broker = new FakeBroker(List.of(new Answer(204, "")))) {
            assertThat(CtlRun.of(broker, "import_definitions", file.toString()).code())
                    .isZero();
            assertThat(broker.requests()).containsExactly("POST /api/definitions { \"queues\": [] }");
        }
    }

    @Test
    void aPayloadInBase64IsDecodedIntoItsFile() throws IOException {
        Path file = directory.resolve("payload");
        Answer message = new Answer(200, "[{\"payload\":\"/wA=\",\"payload_encoding\":\"base64\"}]");
        try (FakeBroker broker = new FakeBroker(List.of(message))) {
            assertThat(CtlRun.of(broker, "get", "queue=q", "payload_file=" + file)
                            .code())
                    .isZero();
        }
        assertThat(file).hasBinaryContent(new byte[] {(byte) 0xff, 0});
    }

    private CtlRun run(String... line) {
        Map<String, String> environment = Map.of("LEVERETCTL_USER", "guest", "LEVERETCTL_PASSWORD", "guest");
        return CtlRun.of(environment, false, "", line);
    }
}
