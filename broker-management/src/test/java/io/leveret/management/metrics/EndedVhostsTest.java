package io.leveret.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.channel.Traffic;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.count.MessageSizes;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.VhostView;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndedVhostsTest {
    private final EndedVhosts ended = new EndedVhosts();

    private static VhostView vhost(String name, int published, int channels) {
        Counts counts = new Counts();
        counts.add(Count.PUBLISH, published);
        MessageSizes sizes = new MessageSizes();
        sizes.add(published);
        return new VhostView(
                name,
                new VhostView.Objects(1, 1, 7, 1, 0, 0),
                new VhostView.Lives(channels, 0, channels, 0, 1, 1, 0),
                counts,
                Map.of(QueueType.CLASSIC, counts.copy()),
                new VhostView.Load(5, 5, 5, false),
                new VhostView.Held(5, 5, 5, 1, 1),
                new VhostView.Publishing(1, published, 0, 0, 0, sizes),
                new Traffic(100, 1, 200, 2, 50, false));
    }

    @Test
    void whatIsThereIsNotAmongTheEnded() {
        ended.seen(vhost("a", 10, 1));
        ended.keepOnly(Set.of("a"));

        assertThat(ended.sum().channels().of(Count.PUBLISH)).isZero();
    }

    @Test
    void whatIsGoneStaysCountedAndHoldsNothing() {
        ended.seen(vhost("a", 10, 1));
        ended.seen(vhost("b", 20, 2));
        ended.keepOnly(Set.of());

        VhostView sum = ended.sum();
        assertThat(sum.channels().of(Count.PUBLISH)).isEqualTo(30);
        assertThat(sum.queues().get(QueueType.CLASSIC).of(Count.PUBLISH)).isEqualTo(30);
        assertThat(sum.publishing().publishesToConfirm()).isEqualTo(30);
        assertThat(sum.publishing().sizes().octets()).isEqualTo(30);
        assertThat(sum.traffic()).isEqualTo(new Traffic(200, 2, 400, 4, 0, false));
        assertThat(sum.lives()).isEqualTo(new VhostView.Lives(3, 3, 3, 3, 2, 2, 0));
        assertThat(sum.load().ready()).isZero();
        assertThat(sum.objects().queues()).isZero();
    }

    @Test
    void itIsCountedOnce() {
        ended.seen(vhost("a", 10, 1));
        ended.keepOnly(Set.of());
        ended.keepOnly(Set.of());

        assertThat(ended.sum().channels().of(Count.PUBLISH)).isEqualTo(10);
    }

    @Test
    void anotherOfTheSameNameDoesNotHideTheFirst() {
        ended.seen(vhost("a", 10, 9));
        ended.seen(vhost("a", 1, 1));

        assertThat(ended.sum().channels().of(Count.PUBLISH)).isEqualTo(10);
    }
}
