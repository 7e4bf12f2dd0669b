package io.leveret.dist.soak;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import io.leveret.dist.soak.Topology.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Publishes with confirms, to all routes, small messages and now and then a large one. */
final class Publishing implements Client.Doing {
    private static final List<Route> ROUTES = List.of(Route.values());
    private static final int IN_FLIGHT = 50;
    private static final int PAUSE_MILLIS = 8;
    private static final int LARGE_ONE_IN = 300;
    private static final int LARGEST = 1 << 20;
    private static final int SMALL = 1_000;

    private final SoakLedger ledger;

    Publishing(SoakLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void live(Life life) throws Exception {
        ConcurrentNavigableMap<Long, Integer> waiting = new ConcurrentSkipListMap<>();
        Semaphore window = new Semaphore(IN_FLIGHT);
        Channel channel = life.channel();
        channel.confirmSelect();
        channel.addConfirmListener(
                (tag, multiple) -> confirmed(waiting, window, tag, multiple),
                (tag, multiple) -> ledger.trouble("the broker refused what was published"));
        channel.addReturnListener(returned -> ledger.trouble("returned: " + returned.getReplyText()));
        while (life.goesOn()) {
            if (window.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                int number = ledger.issue();
                waiting.put(channel.getNextPublishSeqNo(), number);
                publish(channel, ledger, number, life.random());
                life.pause(PAUSE_MILLIS);
            }
        }
    }

    private void confirmed(
            ConcurrentNavigableMap<Long, Integer> waiting, Semaphore window, long tag, boolean multiple) {
        var done = multiple ? waiting.headMap(tag, true) : waiting.subMap(tag, true, tag, true);
        int count = 0;
        for (int number : done.values()) {
            ledger.confirmed(number);
            count++;
        }
        done.clear();
        window.release(count);
    }

    /** Publishes a message of any size to any route. */
    static void publish(Channel channel, SoakLedger ledger, int number, Random random) throws IOException {
        Route route = ROUTES.get(random.nextInt(ROUTES.size()));
        BasicProperties properties = new BasicProperties.Builder()
                .deliveryMode(1 + random.nextInt(2))
                .priority(random.nextInt(6))
                .headers(Map.of("kind", "soak", "number", 7, "text", "x".repeat(random.nextInt(100))))
                .build();
        int size = random.nextInt(random.nextInt(LARGE_ONE_IN) == 0 ? LARGEST : SMALL);
        channel.basicPublish(route.exchange, route.key, true, properties, ledger.body(number, size));
    }
}
