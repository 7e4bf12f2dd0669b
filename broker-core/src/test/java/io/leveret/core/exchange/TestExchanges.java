package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import java.util.SplittableRandom;

/** Makes exchanges without a virtual host. */
final class TestExchanges {
    private static final long PLENTY = 1L << 40;

    private TestExchanges() {}

    static Exchange create(String name, ExchangeType type) {
        return create(name, type, FieldTable.EMPTY);
    }

    static Exchange create(String name, ExchangeType type, FieldTable arguments) {
        return new ExchangeFactory(new SplittableRandom(1), () -> PLENTY)
                .create(new ExchangeSettings(name, type, false, false, false, arguments));
    }
}
