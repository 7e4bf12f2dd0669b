package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsDocumentsTest {
    @TempDir
    private Path directory;

    private TestIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start(directory);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private String fetch(String path) throws IOException {
        return new HttpsDocuments(Optional.of(issuer.authority())).fetch(issuer.address(path));
    }

    @Test
    void aDocumentIsFetched() throws IOException {
        issuer.serve("/a", "ä document");
        assertThat(fetch("/a")).isEqualTo("ä document");
    }

    @Test
    void whomNobodyVouchesForIsNotAsked() {
        issuer.serve("/a", "a document");
        assertThatThrownBy(() -> new HttpsDocuments(Optional.empty()).fetch(issuer.address("/a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SSLHandshakeException");
        assertThat(issuer.asked()).isEmpty();
    }

    @Test
    void whatIsNotThereIsAnError() {
        assertThatThrownBy(() -> fetch("/none")).isInstanceOf(IOException.class).hasMessage("HTTP status 404");
    }

    @Test
    void redirectionsAreNotFollowed() {
        issuer.serve("/there", "a document");
        issuer.answer("/here", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", issuer.address("/there").toString());
            exchange.sendResponseHeaders(302, -1);
        });
        assertThatThrownBy(() -> fetch("/here")).hasMessage("HTTP status 302");
        assertThat(issuer.asked()).containsExactly("/here");
    }

    @Test
    void aDocumentWithoutAnEndIsGivenUp() {
        byte[] piece = new byte[8_192];
        issuer.answer("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(piece);
            }
        });
        assertThatThrownBy(() -> fetch("/endless"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 524288 octets");
    }

    @Test
    void anAnswerThatDoesNotEndInTimeIsGivenUp() {
        CountDownLatch over = new CountDownLatch(1);
        issuer.answer("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            await(over);
        });
        HttpsDocuments documents = new HttpsDocuments(Optional.of(issuer.authority()), Duration.ofMillis(700));
        try {
            assertThatThrownBy(() -> documents.fetch(issuer.address("/slow")))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("no answer within 700 ms|.*timed out.*");
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        issuer.answer("/short", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });
        assertThatThrownBy(() -> fetch("/short")).isInstanceOf(IOException.class);
    }
}
