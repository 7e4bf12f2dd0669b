package io.leveret.store.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.intake.Doorbell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagerTest {
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final Pager pager = new Pager(disk, new Doorbell());

    @Test
    void whatWasPagedOutComesBackAsItWas() throws IOException {
        long[] locations =
                pageOut(message(1, 10), message(2, 70_000), message(3, 0).waitingUntil(3, 99));
        assertThat(locations).doesNotContain(0L).doesNotHaveDuplicates();
        List<Message> back = load(locations);
        assertThat(back).extracting(Message::bodySize).containsExactly(10L, 70_000L, 0L);
        assertThat(back).extracting(Message::publishedAtMillis).containsExactly(1L, 2L, 3L);
        assertThat(back)
                .extracting(Message::deadlineMillis)
                .containsExactly(Message.NO_DEADLINE, Message.NO_DEADLINE, 99L);
        assertThat(back).extracting(Message::location).containsOnly(0L);
    }

    @Test
    void aFileGoesWhenNoneOfItsMessagesIsWanted() throws IOException {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            all.add(pageOut(message(i, 1 << 20)));
        }
        assertThat(disk.list("paged")).hasSize(2);
        for (long[] locations : all) {
            pager.forget(locations);
            assertThat(pager.doWork()).isTrue();
        }
        assertThat(disk.list("paged")).hasSize(1);
        long[] last = pageOut(message(1, 100));
        assertThat(load(last)).doesNotContainNull();
    }

    @Test
    void aLargePageIsShort() throws IOException {
        long[] locations = pageOut(message(1, 800_000), message(2, 800_000), message(3, 800_000));
        assertThat(load(locations)).hasSize(2);
        assertThat(load(Arrays.copyOfRange(locations, 2, 3))).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenStaysInMemory() throws IOException {
        disk.failAfter(1, "No space left on device");
        assertThat(pageOut(message(1, 10), message(2, 10))).containsOnly(0L);
        assertThat(pageOut(message(3, 10))).doesNotContain(0L);
    }

    @Test
    void whatWasWrittenBeforeAFullDiskIsNotWanted() throws IOException {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 63; i++) {
            all.add(pageOut(message(i, 1 << 20)));
        }
        disk.capacity(disk.used() + (2 << 20));
        Message[] messages = {message(1, 1 << 20), message(2, 1 << 20), message(3, 1 << 20), message(4, 1 << 20)};
        assertThat(pageOut(messages))
                .as("the first is in one file, the others in the next")
                .containsOnly(0L);
        disk.capacity(Long.MAX_VALUE);

        for (long[] locations : all) {
            pager.forget(locations);
            assertThat(pager.doWork()).isTrue();
        }
        assertThat(disk.list("paged")).hasSize(1);
        assertThat(load(pageOut(message(1, 100)))).doesNotContainNull();
    }

    @Test
    void theNextStartBeginsWithNothing() throws IOException {
        pageOut(message(1, 10));
        pager.close();
        Pager.clear(disk);
        assertThat(disk.list("paged")).isEmpty();
    }

    private long[] pageOut(Message... messages) throws IOException {
        List<long[]> answer = new ArrayList<>();
        pager.pageOut(List.of(messages), answer::add);
        assertThat(pager.doWork()).isTrue();
        return answer.get(0);
    }

    private List<Message> load(long[] locations) throws IOException {
        List<Message> back = new ArrayList<>();
        pager.load(locations, back::addAll);
        assertThat(pager.doWork()).isTrue();
        return back;
    }

    private static Message message(int at, int size) {
        byte[][] chunks = new byte[(size + Body.CHUNK - 1) / Body.CHUNK][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new byte[Math.min(Body.CHUNK, size - i * Body.CHUNK)];
            Arrays.fill(chunks[i], (byte) at);
        }
        return new Message("", "key", Properties.none(), Body.of(chunks), at);
    }
}
