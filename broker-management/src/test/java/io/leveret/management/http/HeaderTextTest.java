package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {
    @Test
    void plainTextStaysAsItIs() {
        assertThat(HeaderText.of("orders.new/*#~")).isEqualTo("orders.new/*#~");
    }

    @Test
    void whatAHeaderCannotHoldIsPercentEncoded() {
        assertThat(HeaderText.of("a b\r\nX: %ü")).isEqualTo("a%20b%0D%0AX:%20%25%C3%BC");
    }

    @Test
    void jsonStaysJsonInAscii() {
        assertThat(HeaderText.json(Json.object().put("k", "a\nü\u007f"))).isEqualTo("{\"k\":\"a\\n\\u00fc\\u007f\"}");
    }

    @Test
    void onlyPlainTextCanBeAHeader() {
        assertThat(HeaderText.isPlain("text/plain; charset=utf-8")).isTrue();
        assertThat(HeaderText.isPlain("text/plain\r\nX: y")).isFalse();
        assertThat(HeaderText.isPlain(" ")).isFalse();
        assertThat(HeaderText.isPlain(null)).isFalse();
    }
}
