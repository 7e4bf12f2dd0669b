package io.leveret.amqp.connection;

import io.leveret.core.access.PublishQuota;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A quota that says what the test tells it to say, and remembers what it was asked. */
final class FakePublishQuota implements PublishQuota {
    private final Queue<Long> answers = new ArrayDeque<>();
    final List<String> taken = new ArrayList<>();
    boolean limited;
    private long last;

    /** The next answers; the last one stays. */
    void answersMillis(long... millis) {
        for (long one : millis) {
            answers.add(TimeUnit.MILLISECONDS.toNanos(one));
        }
    }

    @Override
    public boolean isLimited() {
        return limited;
    }

    @Override
    public long take(int messages, long bytes) {
        taken.add(messages + "/" + bytes);
        if (!answers.isEmpty()) {
            last = answers.remove();
        }
        return last;
    }
}
