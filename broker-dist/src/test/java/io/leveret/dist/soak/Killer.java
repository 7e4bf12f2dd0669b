package io.leveret.dist.soak;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends one client after the other, whichever and however chance says. */
final class Killer {
    private final List<Client> clients;
    private final Random random;
    private final int everyMillis;
    private final Map<End, Integer> kills = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "killer");

    Killer(List<Client> clients, long seed, int everyMillis) {
        this.clients = clients;
        this.random = new Random(seed);
        this.everyMillis = everyMillis;
        thread.start();
    }

    private void run() {
        List<End> ways = List.of(End.values());
        try {
            while (!over.await(random.nextInt(2 * everyMillis + 1), TimeUnit.MILLISECONDS)) {
                End how = ways.get(random.nextInt(ways.size()));
                if (clients.get(random.nextInt(clients.size())).end(how)) {
                    kills.merge(how, 1, Integer::sum);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody is ended any more
        }
    }

    void stop() throws InterruptedException {
        over.countDown();
        thread.join();
    }

    Map<End, Integer> kills() {
        return kills.isEmpty() ? Map.of() : new EnumMap<>(kills);
    }
}
