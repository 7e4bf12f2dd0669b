package io.leveret.dist.crash;

import java.util.List;
import java.util.Random;

/** What is played. */
final class Scenarios {
    private Scenarios() {}

    /** Rejected, expired, too many, returned too often; one after the other, and to two queues at once. */
    static void deadLetters(Run run) {
        Client client = run.client();
        for (String queue : List.of("work", "parting", "expiring", "splitting", "limited", "hop.1")) {
            client.publish(queue, 2);
        }
        client.publish("short", 5);
        client.reject("work");
        client.reject("parting");
        for (int i = 0; i < 2; i++) {
            client.get("limited");
            client.recover();
        }
        run.pass(600);
        client.publish("hop.1", 2);
        client.publish("refusing", 4);
        client.ack("dead");
        client.ack("work");
        run.pass(600);
        client.ack("left");
        run.rest();
    }

    /** The messages lie on the disk only, and are read before they leave. */
    static void deadLettersReadBack(Run run) {
        for (String queue : List.of("hop.1", "expiring", "splitting")) {
            run.client().publish(queue, 4);
        }
        run.rest();
        run.restart(Ending.LOST);
        run.client().publish("expiring", 2);
        run.pass(2_000);
        run.client().ack("dead");
        run.pass(2_000);
        run.rest();
    }

    /** To three queues, out of a fourth, and out of a fifth as a dead letter. */
    static void transactions(Run run) {
        Client client = run.client();
        client.publish("source", 3);
        client.publish("work", 3);
        for (int i = 0; i < 4; i++) {
            client.publishInTransaction("a");
            client.publishInTransaction("b");
            client.ackInTransaction("source");
            client.rejectInTransaction("work");
            client.publishInTransaction("c");
            if (i == 1) {
                client.rollback();
            } else {
                client.commit();
            }
        }
        run.rest();
    }

    /** One transaction with more dead letters than a core handles in one go. */
    static void largeTransaction(Run run) {
        run.client().publish("work", 1_100);
        for (int i = 0; i < 1_100; i++) {
            run.client().rejectInTransaction("work");
        }
        run.mark();
        run.client().publishInTransaction("a");
        run.client().commit();
        run.rest();
    }

    /** A transaction whose messages are dead-lettered at once, by limits and on the way through a second queue. */
    static void transactionsThatOverflow(Run run) {
        Client client = run.client();
        client.publish("short", 2);
        client.publish("parting", 2);
        for (int i = 0; i < 3; i++) {
            client.publishInTransaction("short");
            client.publishInTransaction("hop.2");
            client.publishInTransaction("hop.2");
            client.rejectInTransaction("parting");
            client.publishInTransaction("short");
            client.commit();
        }
        run.rest();
    }

    /** Messages that an exchange holds back, some beyond a restart. */
    static void delayedMessages(Run run) {
        run.client().publish(Place.LATER, 5);
        run.pass(500);
        run.client().publish(Place.LATER, 2);
        run.rest();
        run.restart(Ending.LOST);
        run.client().publishInTransaction(Place.LATER);
        run.client().publishInTransaction(Place.LATER);
        run.client().commit();
        run.pass(600);
        run.client().ack("due.1");
        run.pass(1_000);
        run.rest();
    }

    /** Queues are emptied and removed while their messages, or others to them, are on the way. */
    static void purgesAndDeletes(Run run) {
        for (String queue : List.of("expiring", "splitting", "hop.1", "work")) {
            run.client().publish(queue, 3);
        }
        run.rest();
        run.restart(Ending.KILLED);
        Client client = run.client();
        client.get("work");
        client.publish("refusing", 4);
        run.pass(800);
        client.purge("splitting");
        client.purge("work");
        client.purge("hop.1");
        run.pass(300);
        client.purge("expiring");
        client.purge("refusing");
        client.recover();
        client.delete("hop.2");
        client.publish("expiring", 2);
        client.delete("expiring");
        client.delete("right");
        run.pass(1_000);
        run.rest();
    }

    /** Anything in any order. */
    static void mix(Run run) {
        Random random = run.random();
        int steps = 20 + random.nextInt(120);
        for (int i = 0; i < steps; i++) {
            any(run, random);
        }
    }

    private static void any(Run run, Random random) {
        Client client = run.client();
        String place = Place.ALL.get(random.nextInt(Place.ALL.size())).name();
        String queue = place.equals(Place.LATER) ? "source" : place;
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> client.publish(place, 1 + random.nextInt(3));
            case 6, 7 -> client.reject(queue);
            case 8, 9 -> client.ack(queue);
            case 10 -> client.get(queue);
            case 11 -> client.recover();
            case 12, 13 -> client.publishInTransaction(place.equals("refusing") ? "a" : place);
            case 14 -> client.ackInTransaction(queue);
            case 15 -> client.rejectInTransaction(queue);
            case 16 -> client.commit();
            case 17, 18 -> run.pass(random.nextInt(800));
            case 19 -> seldom(run, random, queue);
            case 20 -> run.rest();
            default -> run.pass(0);
        }
    }

    private static void seldom(Run run, Random random, String queue) {
        switch (random.nextInt(5)) {
            case 0 -> run.client().purge(queue);
            case 1 -> {
                run.client().delete(queue);
                run.client().declare();
            }
            case 2 -> run.client().rollback();
            default ->
                run.restart(List.of(Ending.TORN, Ending.LOST, Ending.KILLED).get(random.nextInt(3)));
        }
    }
}
