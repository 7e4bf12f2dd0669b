package io.leveret.dist.transcript;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All methods of AMQP 0-9-1 with RabbitMQ's extensions, and the properties of a content. */
final class MethodTable {
    /** In the order of their flags, from the highest bit down. */
    static final List<Argument> PROPERTIES = arguments(
            "content-type:shortstr content-encoding:shortstr headers:table"
                    + " delivery-mode:octet priority:octet correlation-id:shortstr reply-to:shortstr expiration:shortstr"
                    + " message-id:shortstr timestamp:timestamp type:shortstr user-id:shortstr app-id:shortstr cluster-id:shortstr");

    private static final String METHODS = """
            10 10 connection.start version-major:octet version-minor:octet server-properties:table mechanisms:longstr locales:longstr
            10 11 connection.start-ok client-properties:table mechanism:shortstr response:longstr locale:shortstr
            10 20 connection.secure challenge:longstr
            10 21 connection.secure-ok response:longstr
            10 30 connection.tune channel-max:short frame-max:long heartbeat:short
            10 31 connection.tune-ok channel-max:short frame-max:long heartbeat:short
            10 40 connection.open virtual-host:shortstr capabilities:shortstr insist:bit
            10 41 connection.open-ok known-hosts:shortstr
            10 50 connection.close reply-code:short reply-text:shortstr class-id:short method-id:short
            10 51 connection.close-ok
            10 60 connection.blocked reason:shortstr
            10 61 connection.unblocked
            10 70 connection.update-secret new-secret:longstr reason:shortstr
            10 71 connection.update-secret-ok
            20 10 channel.open out-of-band:shortstr
            20 11 channel.open-ok channel-id:longstr
            20 20 channel.flow active:bit
            20 21 channel.flow-ok active:bit
            20 40 channel.close reply-code:short reply-text:shortstr class-id:short method-id:short
            20 41 channel.close-ok
            30 10 access.request realm:shortstr exclusive:bit passive:bit active:bit write:bit read:bit
            30 11 access.request-ok ticket:short
            40 10 exchange.declare ticket:short exchange:shortstr type:shortstr passive:bit durable:bit auto-delete:bit internal:bit no-wait:bit arguments:table
            40 11 exchange.declare-ok
            40 20 exchange.delete ticket:short exchange:shortstr if-unused:bit no-wait:bit
            40 21 exchange.delete-ok
            40 30 exchange.bind ticket:short destination:shortstr source:shortstr routing-key:shortstr no-wait:bit arguments:table
            40 31 exchange.bind-ok
            40 40 exchange.unbind ticket:short destination:shortstr source:shortstr routing-key:shortstr no-wait:bit arguments:table
            40 51 exchange.unbind-ok
            50 10 queue.declare ticket:short queue:shortstr passive:bit durable:bit exclusive:bit auto-delete:bit no-wait:bit arguments:table
            50 11 queue.declare-ok queue:shortstr message-count:long consumer-count:long
            50 20 queue.bind ticket:short queue:shortstr exchange:shortstr routing-key:shortstr no-wait:bit arguments:table
            50 21 queue.bind-ok
            50 30 queue.purge ticket:short queue:shortstr no-wait:bit
            50 31 queue.purge-ok message-count:long
            50 40 queue.delete ticket:short queue:shortstr if-unused:bit if-empty:bit no-wait:bit
            50 41 queue.delete-ok message-count:long
            50 50 queue.unbind ticket:short queue:shortstr exchange:shortstr routing-key:shortstr arguments:table
            50 51 queue.unbind-ok
            60 10 basic.qos prefetch-size:long prefetch-count:short global:bit
            60 11 basic.qos-ok
            60 20 basic.consume ticket:short queue:shortstr consumer-tag:shortstr no-local:bit no-ack:bit exclusive:bit no-wait:bit arguments:table
            60 21 basic.consume-ok consumer-tag:shortstr
            60 30 basic.cancel consumer-tag:shortstr no-wait:bit
            60 31 basic.cancel-ok consumer-tag:shortstr
            60 40 basic.publish ticket:short exchange:shortstr routing-key:shortstr mandatory:bit immediate:bit
            60 50 basic.return reply-code:short reply-text:shortstr exchange:shortstr routing-key:shortstr
            60 60 basic.deliver consumer-tag:shortstr delivery-tag:longlong redelivered:bit exchange:shortstr routing-key:shortstr
            60 70 basic.get ticket:short queue:shortstr no-ack:bit
            60 71 basic.get-ok delivery-tag:longlong redelivered:bit exchange:shortstr routing-key:shortstr message-count:long
            60 72 basic.get-empty cluster-id:shortstr
            60 80 basic.ack delivery-tag:longlong multiple:bit
            60 90 basic.reject delivery-tag:longlong requeue:bit
            60 100 basic.recover-async requeue:bit
            60 110 basic.recover requeue:bit
            60 111 basic.recover-ok
            60 120 basic.nack delivery-tag:longlong multiple:bit requeue:bit
            85 10 confirm.select no-wait:bit
            85 11 confirm.select-ok
            90 10 tx.select
            90 11 tx.select-ok
            90 20 tx.commit
            90 21 tx.commit-ok
            90 30 tx.rollback
            90 31 tx.rollback-ok
            """;

    private static final Map<String, MethodLayout> BY_NAME = new HashMap<>();
    private static final Map<Integer, MethodLayout> BY_ID = new HashMap<>();

    static {
        METHODS.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            MethodLayout layout = new MethodLayout(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    words[2],
                    words.length == 4 ? arguments(words[3]) : List.of());
            BY_NAME.put(layout.name(), layout);
            BY_ID.put(id(layout.classId(), layout.methodId()), layout);
        });
    }

    private MethodTable() {}

    private static List<Argument> arguments(String words) {
        return Arrays.stream(words.split(" ", -1)).map(Argument::parse).toList();
    }

    private static int id(int classId, int methodId) {
        return (classId << 16) | methodId;
    }

    static Optional<MethodLayout> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static MethodLayout of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no method " + name));
    }

    static MethodLayout of(int classId, int methodId) {
        MethodLayout layout = BY_ID.get(id(classId, methodId));
        if (layout == null) {
            throw new IllegalArgumentException("no method " + classId + "." + methodId);
        }
        return layout;
    }
}
