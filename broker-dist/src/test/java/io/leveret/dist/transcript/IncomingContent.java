package io.leveret.dist.transcript;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A method whose content is still coming.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class IncomingContent {
    private final MethodLayout method;
    private final Map<String, Object> arguments; // no property has an argument's name
    private final StringBuilder body = new StringBuilder();
    private long missing;

    IncomingContent(MethodLayout method, Map<String, Object> arguments) {
        this.method = method;
        this.arguments = new LinkedHashMap<>(arguments);
    }

    MethodLayout method() {
        return method;
    }

    /** The method's arguments, and behind them the properties. */
    Map<String, Object> arguments() {
        return arguments;
    }

    /** True when it is complete. */
    boolean add(FrameSocket.Frame frame) {
        if (frame.type() == FrameSocket.HEADER) {
            OctetReader reader = new OctetReader(frame.payload());
            if (reader.unsigned(2) != method.classId() || reader.unsigned(2) != 0) {
                throw new IllegalStateException(
                        "a content header of another class or of some weight: " + frame.octets());
            }
            missing = reader.unsigned(8);
            arguments.putAll(reader.properties());
        } else {
            body.append(frame.payload());
            missing -= frame.payload().length();
        }
        if (missing < 0) {
            throw new IllegalStateException("more body than the header said");
        }
        return missing == 0;
    }

    String text() {
        return " body=" + TextWriter.body(body.toString());
    }
}
