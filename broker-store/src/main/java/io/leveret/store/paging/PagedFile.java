package io.leveret.store.paging;

import io.leveret.store.disk.DiskFile;

/** A file of paged out messages, and how many of them are still wanted. Owner: pager. */
final class PagedFile {
    static final String DIRECTORY = "paged";

    private final long number;
    private final DiskFile file;
    private long end;
    private long wanted;

    PagedFile(long number, DiskFile file) {
        this.number = number;
        this.file = file;
    }

    static String name(long number) {
        return DIRECTORY + "/p-" + number + ".seg";
    }

    long number() {
        return number;
    }

    DiskFile file() {
        return file;
    }

    /** Where the next message goes. */
    long end() {
        return end;
    }

    void added(long newEnd, int messages) {
        end = newEnd;
        wanted += messages;
    }

    /** One of its messages is not wanted any more; true if it was the last. */
    boolean forget() {
        wanted--;
        return wanted == 0;
    }

    boolean isUnwanted() {
        return wanted == 0;
    }
}
