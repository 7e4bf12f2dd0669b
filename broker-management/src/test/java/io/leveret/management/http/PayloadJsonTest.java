package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.Body;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadJsonTest {
    private static final Body TEXT = Body.of(utf8("grü"), utf8("n"));

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Body body, long most, boolean mayBeText) {
        ObjectNode json = Json.object();
        PayloadJson.put(json, body, most, mayBeText);
        return json.toString();
    }

    @Test
    void textIsAStringUnlessBase64IsWanted() {
        assertThat(json(TEXT, 100, true)).isEqualTo("{\"payload\":\"grün\",\"payload_encoding\":\"string\"}");
        assertThat(json(TEXT, 100, false)).isEqualTo("{\"payload\":\"Z3LDvG4=\",\"payload_encoding\":\"base64\"}");
        assertThat(json(Body.EMPTY, 100, true)).isEqualTo("{\"payload\":\"\",\"payload_encoding\":\"string\"}");
    }

    @Test
    void whatIsNoTextIsBase64() {
        assertThat(json(Body.of(new byte[] {(byte) 0xff, 0}), 100, true))
                .isEqualTo("{\"payload\":\"/wA=\",\"payload_encoding\":\"base64\"}");
    }

    @Test
    void truncatingCountsOctets() {
        assertThat(json(TEXT, 2, true)).isEqualTo("{\"payload\":\"gr\",\"payload_encoding\":\"string\"}");
        assertThat(json(TEXT, 3, true)) // half of a character
                .isEqualTo("{\"payload\":\"Z3LD\",\"payload_encoding\":\"base64\"}");
        assertThat(json(TEXT, 0, true)).isEqualTo("{\"payload\":\"\",\"payload_encoding\":\"string\"}");
    }
}
