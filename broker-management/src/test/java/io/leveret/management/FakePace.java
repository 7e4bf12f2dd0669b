package io.leveret.management;

import io.leveret.core.access.LoginPace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets every login wait for as long as a test says, and tells what it was told. */
public final class FakePace implements LoginPace {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile long delayMillis;

    void delayMillis(long millis) {
        delayMillis = millis;
    }

    List<String> told() {
        return told;
    }

    @Override
    public boolean slows(byte[] address) {
        return delayMillis > 0;
    }

    @Override
    public long checked(byte[] address, String name, boolean right) {
        told.add((right ? "right " : "wrong ") + name + " from " + text(address));
        return delayMillis;
    }

    @Override
    public void letIn(byte[] address) {
        told.add("in from " + text(address));
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
