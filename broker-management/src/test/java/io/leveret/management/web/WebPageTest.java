package io.leveret.management.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.management.ApiClient;
import io.leveret.management.TestServer;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPageTest {
    private static final TestServer SERVER = new TestServer();
    private static final Pattern LOADED = Pattern.compile("(?:from|href=|src=) ?['\"]([^'\"#]+)['\"]");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static ApiClient.Response get(String path, String... headers) {
        return SERVER.as("nobody", "").send("GET", path, null, headers);
    }

    private static String text(ApiClient.Response response) {
        return new String(response.raw().body(), StandardCharsets.UTF_8);
    }

    @Test
    void thePageIsServedToAnyoneAndMayLoadOnlyItsOwnFiles() {
        ApiClient.Response page = get("/");

        HttpHeaders headers = page.raw().headers();
        assertThat(page.status()).isEqualTo(200);
        assertThat(headers.firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(headers.firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void everythingThatThePageLoadsIsThere() {
        List<String> loaded = LOADED.matcher(text(get("/")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(loaded)
                .contains("app.js", "leveret.svg")
                .allSatisfy(
                        name -> assertThat(get("/" + name).status()).as(name).isEqualTo(200));
        Matcher imports = LOADED.matcher(text(get("/routes.js")));
        assertThat(imports.results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(get("/" + name.substring(2)).status())
                        .as(name)
                        .isEqualTo(200));
    }

    @Test
    void aFileThatABrowserHasIsNotSentAgain() {
        String tag = get("/app.js").raw().headers().firstValue("etag").orElseThrow();

        ApiClient.Response again = get("/app.js", "If-None-Match", tag);

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.raw().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.js",
                "/WebPage.class",
                "/pages",
                "/pages/",
                "/../Whoami.class",
                "/%2e%2e/Whoami.class",
                "/pages/..%2fapp.js"
            })
    void whatIsNoFileOfThePageIsNotFound(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void theApiIsBesideThePage() {
        assertThat(SERVER.guest().get("/api/whoami").status()).isEqualTo(200);
    }
}
