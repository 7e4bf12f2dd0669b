package io.leveret.store.ledger;

/**
 * A file of messages that left the journal, of many queues, written once and deleted when nothing in it is live. How many octets are live is estimated
 * by the average size of a block's messages. Owner: journal writer.
 */
public final class ColdFile extends Home {
    private final long number;
    private final long octets;
    private final ColdFiles files;
    private long liveOctets;
    /** The most that was ever live in it: what it was made for. */
    private long mostOctets;

    ColdFile(long number, long octets, ColdFiles files) {
        this.number = number;
        this.octets = octets;
        this.files = files;
    }

    /** Its name is made of it; no other file ever has it. */
    public long number() {
        return number;
    }

    /** Its size. */
    public long octets() {
        return octets;
    }

    /** Octets of messages that are not settled, about. */
    public long liveOctets() {
        return liveOctets;
    }

    /** Octets of messages that were live in it and are not any more, about. */
    long deadOctets() {
        return mostOctets - liveOctets;
    }

    /** Whether more than half of what it was made for is dead. */
    boolean isWasteful() {
        return deadOctets() > mostOctets / 2;
    }

    @Override
    void addLive(long change, LiveBlock block) {
        super.addLive(change, block);
        liveOctets += change * block.entryOctets();
        mostOctets = Math.max(mostOctets, liveOctets);
        files.changed(this);
    }

    @Override
    public String toString() {
        return "cold file " + number;
    }
}
