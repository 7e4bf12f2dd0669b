package io.leveret.core.policy;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Settings of a policy's definition as Erlang prints what RabbitMQ reads from their JSON, for texts that are RabbitMQ's. */
final class DefinitionTerms {
    private final StringBuilder text = new StringBuilder();

    private DefinitionTerms() {}

    /** In one line: {@code [{<<"a">>,1},{<<"b">>,<<"text">>}]}. */
    static String of(List<FieldTable.Entry> settings) {
        DefinitionTerms terms = new DefinitionTerms();
        terms.text.append('[');
        for (int i = 0; i < settings.size(); i++) {
            terms.text.append(i == 0 ? "{" : ",{").append(binary(settings.get(i).key()));
            terms.text.append(',');
            terms.value(settings.get(i).value());
            terms.text.append('}');
        }
        return terms.text.append(']').toString();
    }

    private static String binary(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8)).toErlang();
    }

    private void value(FieldValue value) {
        switch (value.type()) {
            case 'A' -> list(value.asArray());
            case 'F' -> map(value.asTable().entries());
            case 'S' -> text.append(binary(value.asString()));
            case 'V' -> text.append("null");
            default -> text.append(value.text());
        }
    }

    private void list(List<FieldValue> items) {
        text.append('[');
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ",");
            value(items.get(i));
        }
        text.append(']');
    }

    private void map(List<FieldTable.Entry> entries) {
        text.append("#{");
        for (int i = 0; i < entries.size(); i++) {
            text.append(i == 0 ? "" : ",").append(binary(entries.get(i).key())).append(" => ");
            value(entries.get(i).value());
        }
        text.append('}');
    }
}
