package io.leveret.dist.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One connection of a scenario: sends what it is told to, right or wrong, and notes all that comes back. It reads only while the
 * scenario waits, so that what was read by then does not depend on the moment.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class WireConnection implements AutoCloseable {
    private static final int FRAME_OVERHEAD = 8;

    private final String name;
    private final FrameSocket socket;
    private final SortedMap<Integer, ChannelLog> channels = new TreeMap<>();
    private final Map<Integer, IncomingContent> contents = new TreeMap<>();
    private final Set<Integer> incomplete = new HashSet<>(); // channels on which the scenario writes frames by hand
    private boolean handmade;
    private boolean dropped;
    private boolean answering = true;
    private boolean leaving;
    private int frameMax = 131_072;

    WireConnection(String name, String host, int port) throws IOException {
        this.name = name;
        socket = new FrameSocket(host, port);
        channel(0);
    }

    /** Closes the socket without a word. */
    void drop() throws IOException {
        dropped = true;
        socket.close();
    }

    /** The handshake that scenarios do not write down; noted is only what goes wrong. */
    void login(LoginOptions options) {
        channel(0).hush("connection.start", "connection.tune", "connection.open-ok");
        answering = options.isAnswering();
        frameMax = options.frameMax() == 0 ? frameMax : options.frameMax();
        send("AMQP\0\0\11\1");
        if (await(0, "connection.start", 1)) {
            method(0, MethodTable.of("connection.start-ok"), options.startOk());
        }
        if (await(0, "connection.tune", 1)) {
            method(0, MethodTable.of("connection.tune-ok"), options.tuneOk());
            method(0, MethodTable.of("connection.open"), options.open());
            await(0, "connection.open-ok", 1);
        }
    }

    ChannelLog channel(int number) {
        return channels.computeIfAbsent(number, key -> new ChannelLog(key == 0 ? name : name + key));
    }

    /** Octets as they are, one char for each. Nothing is sent between them and the next step but what the scenario says. */
    void raw(String octets) {
        handmade = true;
        send(octets);
    }

    private void send(String octets) {
        socket.send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    void frame(int type, int channel, String payload) {
        socket.frame(type, channel, payload);
    }

    void method(int channel, MethodLayout method, Map<String, Object> arguments) {
        OctetWriter writer = new OctetWriter().integer(method.classId(), 2).integer(method.methodId(), 2);
        frame(
                FrameSocket.METHOD,
                channel,
                writer.arguments(method.arguments(), arguments).asText());
        channel(channel).sent(method);
    }

    /** Body frames as large as the connection allows. */
    void body(int channel, String octets) {
        int most = frameMax - FRAME_OVERHEAD;
        for (int from = 0; from < octets.length(); from += most) {
            String part = octets.substring(from, Math.min(octets.length(), from + most));
            frame(FrameSocket.BODY, channel, part);
        }
    }

    /** Waits for {@code count} more of a method; false when the channel or the connection is closed before, or nothing comes. */
    boolean await(int channel, String method, int count) {
        ChannelLog log = channel(channel);
        int wanted = log.awaitMore(method, count);
        receiveUntil(log, method, () -> log.arrived(method) >= wanted || isOver(log));
        return log.arrived(method) >= wanted;
    }

    /** Waits until this many publishes are confirmed since the last such wait. */
    void awaitConfirms(int channel, int count) {
        ChannelLog log = channel(channel);
        receiveUntil(log, "confirms", () -> log.confirmsInBatch() >= count || isOver(log));
        log.endBatch();
    }

    void awaitEnd() {
        receiveUntil(channel(0), "the end", () -> false);
    }

    /** Whether nothing more is to be expected on a channel. */
    private boolean isOver(ChannelLog log) {
        return log.isRefused() || channel(0).isRefused() || isLeft();
    }

    /** Whether the client has closed it. A broker may then wait for the client to close the socket. */
    private boolean isLeft() {
        return channel(0).arrived("connection.close-ok") > 0;
    }

    /** What follows on this channel may have to be a part of a content. */
    void leaveIncomplete(int channel) {
        incomplete.add(channel);
    }

    /** As {@link #sync}, if the channel is between two methods for all that is known. */
    void syncBetweenSteps(int channel) {
        if (!handmade && !incomplete.contains(channel)) {
            sync(channel);
        }
    }

    /** Waits until all that was sent on this channel is answered. */
    void sync(int channel) {
        handmade = false;
        incomplete.remove(channel);
        ChannelLog log = channel(channel);
        if (log.isClosing()) {
            receiveUntil(log, "close-ok", () -> !log.isClosing() || isOver(log));
        } else if (log.isOpen() && !isOver(log)) {
            log.syncSent();
            frame(FrameSocket.METHOD, channel, accessRequest());
            receiveUntil(log, "an answer", () -> !log.syncPending() || isOver(log));
        }
    }

    private static String accessRequest() {
        MethodLayout request = MethodTable.of("access.request");
        return new OctetWriter()
                .integer(request.classId(), 2)
                .integer(request.methodId(), 2)
                .arguments(request.arguments(), Map.of())
                .asText();
    }

    /** Every channel is answered and every publish confirmed; what comes on these channels from now on is not noted. */
    void settle() {
        for (int number : List.copyOf(channels.keySet())) {
            syncBetweenSteps(number);
            ChannelLog log = channels.get(number);
            receiveUntil(log, "confirms", () -> !log.awaitsConfirms() || isOver(log));
            if (number > 0 && !incomplete.contains(number)) {
                log.freeze();
            }
        }
    }

    /** Closes in order, which is not noted, or waits for the end if the broker has closed the connection. */
    void leave() {
        ChannelLog log = channel(0);
        if (!handmade && log.arrived("connection.open-ok") > 0 && !isOver(log) && !socket.isEnded()) {
            leaving = true;
            log.hush("connection.close-ok");
            method(0, MethodTable.of("connection.close"), Map.of("reply-code", 200L));
            receiveUntil(log, "connection.close-ok", () -> !log.isClosing());
        }
        if (log.isRefused()) {
            leaving = false;
            awaitEnd();
        }
    }

    private void receiveUntil(ChannelLog log, String what, BooleanSupplier over) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FrameSocket.PATIENCE_MILLIS);
        while (!over.getAsBoolean() && !socket.isEnded()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            Optional<FrameSocket.Frame> frame = left > 0 ? socket.read(left) : Optional.empty();
            if (frame.isPresent()) {
                receive(frame.get());
            } else if (!socket.isEnded()) {
                log.note(Transcript.IN_VAIN + " " + what);
                return;
            }
        }
    }

    private void receive(FrameSocket.Frame frame) {
        ChannelLog log = channel(frame.channel());
        if (frame.isProtocolHeader()) {
            log.arrivedUnseen("protocol-header");
            log.note("protocol-header " + frame.octets());
            return;
        }
        switch (frame.type()) {
            case FrameSocket.METHOD -> receiveMethod(frame);
            case FrameSocket.HEARTBEAT -> log.arrivedUnseen("heartbeat");
            case FrameSocket.HEADER, FrameSocket.BODY -> {
                IncomingContent content = contents.get(frame.channel());
                if (content == null) {
                    log.note("a frame of type " + frame.type() + " without a method");
                } else if (content.add(frame)) {
                    contents.remove(frame.channel());
                    log.received(content.method(), content.arguments(), content.text());
                }
            }
            default -> log.note("a frame of type " + frame.type() + ": " + frame.octets());
        }
    }

    private void receiveMethod(FrameSocket.Frame frame) {
        OctetReader reader = new OctetReader(frame.payload());
        MethodLayout method = MethodTable.of((int) reader.unsigned(2), (int) reader.unsigned(2));
        Map<String, Object> arguments = reader.arguments(method.arguments());
        if (method.hasContent()) {
            contents.put(frame.channel(), new IncomingContent(method, arguments));
            return;
        }
        channel(frame.channel()).received(method, arguments, "");
        if (answering && method.name().endsWith(".close")) {
            MethodLayout answer = MethodTable.of(method.name() + "-ok");
            frame(
                    FrameSocket.METHOD,
                    frame.channel(),
                    new OctetWriter()
                            .integer(answer.classId(), 2)
                            .integer(answer.methodId(), 2)
                            .asText());
        }
    }

    /** As the broker introduced itself. */
    @SuppressWarnings("unchecked") // it is a table
    String serverVersion() {
        Map<String, FieldValue> properties =
                (Map<String, FieldValue>) channel(0).latest("connection.start").get("server-properties");
        return (String) properties.get("version").value();
    }

    /** What came, channel by channel, and the end. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        channels.values().forEach(log -> lines.addAll(log.lines()));
        if (socket.isEnded() && !leaving && !dropped) {
            lines.add(name + " closed by the broker");
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
