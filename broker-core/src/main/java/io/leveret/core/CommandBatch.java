package io.leveret.core;

import io.leveret.core.access.User;
import java.util.Arrays;

/**
 * The commands that one socket read brought: handed to the core once, as a whole. Owner: I/O loop, then core.
 */
public final class CommandBatch {
    /** Weight of a command that carries no message, in octets. */
    public static final int COMMAND_BYTES = 64;

    /** Stands for "open this channel"; any other command is skipped while its channel is not open. */
    private static final Command OPEN = (vhost, channel) -> {};

    private Command[] commands = new Command[8];
    private int[] channels = new int[8];
    private int[] methodIds = new int[8];
    private int size;
    private long bytes;
    private boolean endsSession;

    /**
     * Adds a command. {@code methodId} (class-id shifted left by 16, or-ed with method-id) is what an error names;
     * {@code weight} in octets counts against the connection's inbox bound.
     */
    public void add(int channel, int methodId, Command command, long weight) {
        if (size == commands.length) {
            commands = Arrays.copyOf(commands, size * 2);
            channels = Arrays.copyOf(channels, size * 2);
            methodIds = Arrays.copyOf(methodIds, size * 2);
        }
        commands[size] = command;
        channels[size] = channel;
        methodIds[size] = methodId;
        size++;
        bytes += weight;
    }

    /** Adds a command that carries no message. */
    public void add(int channel, int methodId, Command command) {
        add(channel, methodId, command, COMMAND_BYTES);
    }

    /** Opens a channel and then runs {@code opened} on it (which replies). */
    public void open(int channel, int methodId, Command opened) {
        add(channel, methodId, OPEN, COMMAND_BYTES);
        add(channel, methodId, opened, COMMAND_BYTES);
    }

    /** From here on the session's user may do what this one may, who is the same. */
    public void changeUser(User user) {
        add(0, 0, new UserChange(user), COMMAND_BYTES);
    }

    /** The client closes its connection: after this batch the session ends, and says so with {@code SessionEnded}. */
    public void endSession() {
        endsSession = true;
    }

    public boolean isEmpty() {
        return size == 0 && !endsSession;
    }

    /** Weight of all commands in octets. */
    public long bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    Command command(int index) {
        return commands[index];
    }

    int channel(int index) {
        return channels[index];
    }

    int methodId(int index) {
        return methodIds[index];
    }

    boolean opensChannel(int index) {
        return commands[index] == OPEN;
    }

    boolean isEndingSession() {
        return endsSession;
    }
}
