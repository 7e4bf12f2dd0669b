package io.leveret.dist.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmWindowTest {
    private final ConfirmWindow window = new ConfirmWindow(4);
    private final List<Long> confirmed = new ArrayList<>();

    @Test
    void everyMessageIsConfirmedOnceInWhateverOrderConfirmsCome() {
        window.confirmed(2, false, confirmed::add);
        window.confirmed(4, false, confirmed::add);
        window.confirmed(3, true, confirmed::add);
        window.confirmed(5, false, confirmed::add);
        window.confirmed(8, true, confirmed::add);

        assertThat(confirmed).containsExactly(2L, 4L, 1L, 3L, 5L, 6L, 7L, 8L);
    }

    @Test
    void aSecondConfirmIsNoticed() {
        window.confirmed(1, false, confirmed::add);
        window.confirmed(3, false, confirmed::add);

        assertThatThrownBy(() -> window.confirmed(1, false, confirmed::add)).hasMessageContaining("twice");
        assertThatThrownBy(() -> window.confirmed(3, false, confirmed::add)).hasMessageContaining("twice");
    }

    @Test
    void itIsEmptyWhenAllAreConfirmed() {
        for (int i = 0; i < 4; i++) {
            window.enter();
        }
        window.confirmed(4, true, confirmed::add);

        window.awaitEmpty();

        assertThat(confirmed).hasSize(4);
    }

    @Test
    void anUnconfirmedMessageHoldsTheWindowWhenThoseBehindItAreConfirmed() {
        for (int i = 0; i < 4; i++) {
            window.enter();
        }
        window.confirmed(2, false, confirmed::add);
        window.confirmed(3, false, confirmed::add);
        assertThat(window.isFull()).isTrue();

        window.confirmed(1, false, confirmed::add);

        assertThat(window.isFull()).isFalse();
        window.enter();
        window.enter();
        window.enter();
        assertThat(window.isFull()).isTrue();
    }
}
