package io.leveret.core;

import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.PolicyLayer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** What chance may choose: queues and what they are declared with, policies. */
final class ModelChoices {
    private static final String[] QUEUES = {"d0", "d1", "d2", "q0", "t0", "t1", "a0", "x"};
    private static final String[] PATTERNS = {"^d", "^t", "0$", "[1q]", "."};
    private static final String[] OVERFLOWS = {"drop-head", "reject-publish", "reject-publish-dlx"};
    private static final int[] TTLS = {0, 10, 60, 300};

    private final Random random;
    private final int connection;

    ModelChoices(Random random, int connection) {
        this.random = random;
        this.connection = connection;
    }

    static boolean durable(String queue) {
        return queue.startsWith("d") || queue.startsWith("q");
    }

    /** The name of a queue, be it there or not. */
    String queue() {
        String name = QUEUES[random.nextInt(QUEUES.length)];
        return name.equals("x") ? name + connection : name;
    }

    /** With what a queue is declared. */
    Map<String, Object> arguments(String queue) {
        boolean quorum = queue.startsWith("q");
        Map<String, Object> arguments = rules(quorum ? 2 : 3, true);
        if (random.nextInt(3) == 0) {
            deadLetters(arguments);
        }
        if (quorum) {
            arguments.put("queue-type", "quorum");
        } else if (random.nextInt(3) == 0) {
            arguments.put("max-priority", 3);
        }
        if (!quorum && random.nextInt(3) == 0) {
            arguments.put("single-active-consumer", true);
        }
        return arguments;
    }

    private void deadLetters(Map<String, Object> to) {
        to.put("dead-letter-exchange", random.nextInt(10) == 0 ? "missing" : "");
        if (random.nextInt(4) > 0) {
            to.put("dead-letter-routing-key", queue());
        }
    }

    private Map<String, Object> rules(int overflows, boolean mayBeNone) {
        Map<String, Object> rules = new HashMap<>();
        do {
            if (random.nextInt(4) == 0) {
                rules.put("message-ttl", TTLS[random.nextInt(TTLS.length)]);
            }
            if (random.nextInt(4) == 0) {
                rules.put("max-length", random.nextInt(6));
            }
            if (random.nextInt(6) == 0) {
                rules.put("max-length-bytes", random.nextInt(600));
            }
            if (random.nextInt(4) == 0) {
                rules.put("overflow", OVERFLOWS[random.nextInt(overflows)]);
            }
            if (random.nextInt(6) == 0) {
                rules.put("delivery-limit", random.nextInt(3));
            }
        } while (rules.isEmpty() && !mayBeNone);
        return rules;
    }

    /** A policy that is new, or takes the place of another one. */
    ModelPolicies.Put policy() {
        PolicyLayer layer = random.nextInt(3) == 0 ? PolicyLayer.OPERATOR : PolicyLayer.USER;
        Map<String, Object> definition = rules(OVERFLOWS.length, false);
        if (layer == PolicyLayer.USER && random.nextBoolean()) {
            deadLetters(definition);
        }
        String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
        return new ModelPolicies.Put(layer, policyName(), pattern, random.nextInt(3), definition);
    }

    String policyName() {
        return "p" + random.nextInt(3);
    }

    /** As the wire has it. */
    static FieldTable table(String prefix, Map<String, Object> entries) {
        FieldTable.Builder table = FieldTable.builder();
        entries.forEach((key, value) -> {
            if (value instanceof Integer number) {
                table.put(prefix + key, number);
            } else if (value instanceof Boolean flag) {
                table.put(prefix + key, flag);
            } else {
                table.put(prefix + key, (String) value);
            }
        });
        return table.build();
    }
}
