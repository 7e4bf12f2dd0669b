package io.leveret.dist.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps that send something: methods with their contents, and frames and octets by hand. */
final class Sending {
    private static final int CONTENT_CLASS = 60;

    /** Steps before which all that was sent is answered, as nobody knows what the broker makes of them. */
    private static final Set<String> BY_HAND = Set.of("raw", "frame", "heartbeat", "header", "body");

    private Sending() {}

    static void step(WireConnection connection, int channel, TextReader words) throws IOException {
        String what = words.word();
        if (BY_HAND.contains(what)) {
            connection.syncBetweenSteps(channel);
        }
        switch (what) {
            case "raw" -> connection.raw(octets(words));
            case "frame" -> connection.frame(Integer.decode(words.word()), channel, octets(words));
            case "heartbeat" -> connection.frame(FrameSocket.HEARTBEAT, channel, "");
            case "header" -> header(connection, channel, words);
            case "body" -> {
                connection.leaveIncomplete(channel);
                connection.frame(FrameSocket.BODY, channel, words.text());
            }
            case "drop" -> connection.drop();
            default -> method(connection, channel, MethodTable.of(what), words);
        }
    }

    /** Hexadecimal digits in any grouping, and quoted texts. */
    private static String octets(TextReader words) {
        StringBuilder octets = new StringBuilder();
        while (!words.atEnd()) {
            octets.append(
                    words.atQuote()
                            ? words.text()
                            : new String(HexFormat.of().parseHex(words.word()), StandardCharsets.ISO_8859_1));
        }
        return octets.toString();
    }

    private static void method(WireConnection connection, int channel, MethodLayout method, TextReader words) {
        Map<String, Object> arguments = new HashMap<>();
        Map<String, Object> properties = new HashMap<>();
        String body = "";
        boolean content = method.hasContent();
        while (!words.atEnd()) {
            String key = words.key();
            if (method.hasContent() && key.equals("body")) {
                body = words.text();
            } else if (method.hasContent() && key.equals("content")) {
                content = !words.word().equals("none");
            } else if (method.hasContent() && named(MethodTable.PROPERTIES, key).isPresent()) {
                properties.put(key, value(MethodTable.PROPERTIES, key, words));
            } else {
                arguments.put(key, value(method.arguments(), key, words));
            }
        }
        if (method.hasContent() && !content) {
            connection.syncBetweenSteps(channel);
        }
        connection.method(channel, method, arguments);
        if (content) {
            connection.frame(FrameSocket.HEADER, channel, header(CONTENT_CLASS, 0, body.length(), properties));
            connection.body(channel, body);
            connection.channel(channel).published();
        } else if (method.hasContent()) {
            connection.leaveIncomplete(channel);
        }
    }

    private static Optional<Argument> named(List<Argument> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst();
    }

    private static Object value(List<Argument> arguments, String name, TextReader words) {
        Argument argument = named(arguments, name)
                .orElseThrow(() -> new IllegalArgumentException("no argument " + name + " among " + arguments));
        return words.value(argument.type());
    }

    private static void header(WireConnection connection, int channel, TextReader words) {
        long classId = CONTENT_CLASS;
        long weight = 0;
        long size = 0;
        Map<String, Object> properties = new HashMap<>();
        while (!words.atEnd()) {
            String key = words.key();
            switch (key) {
                case "class" -> classId = Long.decode(words.word());
                case "weight" -> weight = Long.decode(words.word());
                case "size" -> size = Long.decode(words.word());
                default -> properties.put(key, value(MethodTable.PROPERTIES, key, words));
            }
        }
        connection.leaveIncomplete(channel);
        connection.frame(FrameSocket.HEADER, channel, header(classId, weight, size, properties));
    }

    private static String header(long classId, long weight, long size, Map<String, Object> properties) {
        List<Argument> present = MethodTable.PROPERTIES.stream()
                .filter(property -> properties.containsKey(property.name()))
                .toList();
        int flags = present.stream()
                .mapToInt(property -> 1 << (15 - MethodTable.PROPERTIES.indexOf(property)))
                .sum();
        return new OctetWriter()
                .integer(classId, 2)
                .integer(weight, 2)
                .integer(size, 8)
                .integer(flags, 2)
                .arguments(present, properties)
                .asText();
    }
}
