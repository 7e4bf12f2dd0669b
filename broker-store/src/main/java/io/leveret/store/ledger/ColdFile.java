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

    @Override
    void addLive(long change, LiveBlock block) {
        super.addLive(change, block);
        liveOctets += change * block.entryOctets();
        files.changed(this);
    }

    @Override
    public String toString() {
        return "cold file " + number;
    }
}
