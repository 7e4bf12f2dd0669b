package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.BindingRequest;
import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.Test;

class PropertiesKeyTest {
    private static final FieldTable ARGUMENTS =
            FieldTable.builder().put("x", 1L).put("y", "z").build();

    private static BindingRequest binding(String key, FieldTable arguments) {
        return new BindingRequest("x", false, "q", key, arguments);
    }

    private static String key(String routingKey) {
        return PropertiesKey.of(binding(routingKey, FieldTable.EMPTY));
    }

    @Test
    void aRoutingKeyIsQuotedAsRabbitMqQuotesIt() {
        assertThat(key("")).isEqualTo("~");
        assertThat(key("orders.new")).isEqualTo("orders.new");
        assertThat(key("*.a.#")).isEqualTo("%2A.a.%23");
        assertThat(key("a.b/c ~%")).isEqualTo("a.b%2Fc+%7E%25");
        assertThat(key("a-b_c'(!)")).isEqualTo("a-b_c%27%28%21%29");
        assertThat(key("ü")).isEqualTo("%C3%BC");
    }

    @Test
    void argumentsMakeAHashThatDoesNotDependOnTheirOrder() {
        FieldTable reversed = FieldTable.builder().put("y", "z").put("x", 1L).build();
        FieldTable other = FieldTable.builder().put("x", 2L).put("y", "z").build();

        assertThat(PropertiesKey.of(binding("k", ARGUMENTS)))
                .isEqualTo("k~kAZ1MdHDebPl")
                .isEqualTo(PropertiesKey.of(binding("k", reversed)))
                .isNotEqualTo(PropertiesKey.of(binding("k", other)));
        assertThat(PropertiesKey.of(binding("", ARGUMENTS))).isEqualTo("~kAZ1MdHDebPl");
    }

    @Test
    void everyKeyNamesItsBindingAndNoOther() {
        for (String routingKey : new String[] {"", "k", "*.a.#", "a.b/c ~%", "%7E", "+", "ü"}) {
            for (FieldTable arguments : new FieldTable[] {FieldTable.EMPTY, ARGUMENTS}) {
                BindingRequest binding = binding(routingKey, arguments);
                String key = PropertiesKey.of(binding);

                assertThat(PropertiesKey.names(key, binding)).as(key).isTrue();
                assertThat(PropertiesKey.names(key, binding(routingKey + "x", arguments)))
                        .as(key)
                        .isFalse();
                assertThat(PropertiesKey.names(
                                key, binding(routingKey, arguments.isEmpty() ? ARGUMENTS : FieldTable.EMPTY)))
                        .as(key)
                        .isFalse();
            }
        }
    }

    @Test
    void aPlainRoutingKeyNamesItsBindingToo() {
        assertThat(PropertiesKey.names("*.a.#", binding("*.a.#", FieldTable.EMPTY)))
                .isTrue();
        assertThat(PropertiesKey.names("50%", binding("50%", FieldTable.EMPTY))).isTrue();
    }
}
