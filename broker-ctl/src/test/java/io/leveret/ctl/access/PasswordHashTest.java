package io.leveret.ctl.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void isTheHashThatRabbitDocuments() {
        byte[] salt = Base64.getDecoder().decode("kI3GCg==");

        assertThat(PasswordHash.of("test12", salt)).isEqualTo("kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR");
    }

    @Test
    void hasAnotherSaltEachTime() {
        assertThat(PasswordHash.of("a")).isNotEqualTo(PasswordHash.of("a"));
    }
}
