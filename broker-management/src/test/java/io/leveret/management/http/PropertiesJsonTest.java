package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.message.Properties;
import io.leveret.core.message.PropertiesBuilder;
import io.leveret.management.broker.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PropertiesJsonTest {
    private static final String ALL = "{\"content_type\":\"text/plain\",\"content_encoding\":\"utf8\","
            + "\"headers\":{\"a\":1,\"b\":\"x\",\"c\":[true],\"d\":{\"e\":2.5}},\"delivery_mode\":2,\"priority\":3,"
            + "\"correlation_id\":\"ci\",\"reply_to\":\"rt\",\"expiration\":\"60000\",\"message_id\":\"mi\","
            + "\"timestamp\":1234,\"type\":\"ty\",\"user_id\":\"guest\",\"app_id\":\"ap\",\"cluster_id\":\"cl\"}";

    private static byte[] octets(String json) {
        try {
            return PropertiesJson.octets(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String refusal(String json) {
        try {
            octets(json);
        } catch (Problem e) {
            assertThat(e.status()).isEqualTo(400);
            return e.reason();
        }
        throw new AssertionError("not refused: " + json);
    }

    @Test
    void allPropertiesComeBackAsTheyWere() {
        byte[] octets = octets(ALL);

        Properties.validate(octets);
        assertThat(Properties.persistent(octets)).isTrue();
        assertThat(PropertiesJson.of(octets)).hasToString(ALL);
    }

    @Test
    void whatIsAbsentNullOrUnknownIsNotThere() {
        assertThat(octets("{}")).isEqualTo(Properties.none());
        assertThat(octets("[]")).isEqualTo(Properties.none());
        assertThat(octets("{\"headers\":null,\"priority\":null,\"type\":null,\"nonsense\":1}"))
                .isEqualTo(Properties.none());
        assertThat(PropertiesJson.of(Properties.none())).hasToString("{}");
    }

    @Test
    void aTimestampIsUnsigned() {
        byte[] octets = new PropertiesBuilder().timestamp(-1).build();

        assertThat(PropertiesJson.of(octets)).hasToString("{\"timestamp\":18446744073709551615}");
    }

    @Test
    void wrongTypesAreRefusedWithTheirNames() {
        assertThat(refusal("{\"delivery_mode\":\"2\"}"))
                .isEqualTo("the property delivery_mode is a whole number from 0 to 255");
        assertThat(refusal("{\"priority\":256}")).contains("priority");
        assertThat(refusal("{\"timestamp\":-1}")).contains("timestamp");
        assertThat(refusal("{\"timestamp\":1.5}")).contains("timestamp");
        assertThat(refusal("{\"content_type\":5}")).isEqualTo("the property content_type is a string");
        assertThat(refusal("{\"headers\":[1]}")).contains("headers");
        assertThat(refusal("\"text\"")).isEqualTo("properties are a JSON object");
        assertThat(refusal("[1]")).isEqualTo("properties are a JSON object");
    }

    @Test
    void whatDoesNotFitAMessageIsRefused() {
        assertThat(refusal("{\"app_id\":\"" + "ü".repeat(128) + "\"}"))
                .isEqualTo("app_id should be less than 255 bytes, actually was 256");
        assertThat(refusal("{\"headers\":{\"" + "k".repeat(256) + "\":1}}"))
                .startsWith("the name of a field has at most 255 octets");
        assertThat(refusal("{\"headers\":{\"k\":\"" + "v".repeat(130_000) + "\"}}"))
                .contains("at most 130000");
    }

    @Test
    void aNodeThatIsNoObjectIsRefusedEvenIfItLooksEmpty() {
        JsonNode number = Json.object().numberNode(1);

        assertThatThrownBy(() -> PropertiesJson.octets(number)).isInstanceOf(Problem.class);
    }
}
