package io.leveret.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PropertiesBuilderTest {
    @Test
    void everyPropertyIsReadAsItWasSet() {
        FieldTable headers = FieldTable.builder().put("k", true).build();
        byte[] all = new PropertiesBuilder()
                .clusterId("cl")
                .appId("ap")
                .userId("us")
                .type("ty")
                .timestamp(-2)
                .messageId("")
                .expiration("1000")
                .replyTo("rt")
                .correlationId("ci")
                .priority(255)
                .deliveryMode(2)
                .headers(headers)
                .contentEncoding("ce")
                .contentType("ct")
                .build();

        Properties.validate(all);
        assertThat(Properties.contentType(all)).isEqualTo("ct");
        assertThat(Properties.contentEncoding(all)).isEqualTo("ce");
        assertThat(Properties.headers(all)).isEqualTo(headers);
        assertThat(Properties.deliveryMode(all)).isEqualTo(2);
        assertThat(Properties.priority(all)).isEqualTo(255);
        assertThat(Properties.correlationId(all)).isEqualTo("ci");
        assertThat(Properties.replyTo(all)).isEqualTo("rt");
        assertThat(Properties.expirationMillis(all)).isEqualTo(1000);
        assertThat(Properties.messageId(all)).isEmpty();
        assertThat(Properties.timestamp(all)).isEqualTo(-2);
        assertThat(Properties.type(all)).isEqualTo("ty");
        assertThat(Properties.userId(all)).isEqualTo("us");
        assertThat(Properties.appId(all)).isEqualTo("ap");
        assertThat(Properties.clusterId(all)).isEqualTo("cl");
    }

    @Test
    void whatIsNotSetIsAbsent() {
        assertThat(new PropertiesBuilder().build()).isEqualTo(Properties.none());
        assertThat(new PropertiesBuilder().priority(3).build()).containsExactly(0x08, 0x00, 3);
    }

    @Test
    void aTextThatDoesNotFitIsADefect() {
        assertThatThrownBy(() -> new PropertiesBuilder().type("x".repeat(256)))
                .isInstanceOf(IllegalStateException.class);
    }
}
