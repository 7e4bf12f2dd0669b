package io.leveret.dist.transcript;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@code connect} may say, and what holds if it does not. */
final class LoginOptions {
    private static final Map<String, FieldValue> CAPABILITIES = capabilities();

    private String user = "guest";
    private String password = "guest";
    private String vhost = "/";
    private long channelMax = 2047;
    private long frameMax = 131_072;
    private long heartbeat;
    private Map<String, FieldValue> capabilities = CAPABILITIES;
    private boolean answering = true;

    private static Map<String, FieldValue> capabilities() {
        Map<String, FieldValue> all = new LinkedHashMap<>();
        for (String name : new String[] {
            "authentication_failure_close",
            "basic.nack",
            "connection.blocked",
            "consumer_cancel_notify",
            "publisher_confirms"
        }) {
            all.put(name, FieldValue.truth(true));
        }
        return all;
    }

    /** {@code name=value} for each option. */
    static LoginOptions read(TextReader words) {
        LoginOptions options = new LoginOptions();
        while (!words.atEnd()) {
            String key = words.key();
            switch (key) {
                case "user" -> options.user = words.text();
                case "password" -> options.password = words.text();
                case "vhost" -> options.vhost = words.text();
                case "channel-max" -> options.channelMax = Long.parseLong(words.word());
                case "frame-max" -> options.frameMax = Long.parseLong(words.word());
                case "heartbeat" -> options.heartbeat = Long.parseLong(words.word());
                case "capabilities" -> options.capabilities = words.table();
                case "answer" -> options.answering = Boolean.parseBoolean(words.word());
                default -> throw new IllegalArgumentException("no option " + key);
            }
        }
        return options;
    }

    int frameMax() {
        return (int) frameMax;
    }

    /** Whether the broker's closes are answered without a word of the scenario. */
    boolean isAnswering() {
        return answering;
    }

    Map<String, Object> startOk() {
        return Map.of(
                "client-properties",
                Map.of("capabilities", new FieldValue('F', capabilities)),
                "mechanism",
                "PLAIN",
                "response",
                "\0" + user + "\0" + password,
                "locale",
                "en_US");
    }

    Map<String, Object> tuneOk() {
        return Map.of("channel-max", channelMax, "frame-max", frameMax, "heartbeat", heartbeat);
    }

    Map<String, Object> open() {
        return Map.of("virtual-host", vhost);
    }
}
