package io.leveret.core.journal;

/**
 * Makes what a virtual host did durable; the core never waits for it. One journal port belongs to one core, and its
 * methods run on that core. Positions are the port's own: they begin at 1 and grow with every record.
 *
 * <p>When everything up to a position is durable, the port tells its core so through the {@link DurableListener} that it was opened with.
 */
public interface Journal {
    /** Appends a record and returns its position. Outside of a unit the record is a unit of its own. */
    long append(JournalRecord record);

    /** What is appended until {@link #endUnit} is durable as a whole or not at all. Units do not nest. */
    void beginUnit();

    void endUnit();

    /** Somebody waits for everything appended so far to be durable: as {@link #request} with {@link #durability}. */
    void requestSync();

    /**
     * Somebody waits for everything appended so far to be this safe: no time is lost until it is. Who waits for more or less than the node does hears of it by
     * {@link DurableListener#written} or {@link DurableListener#synced}.
     */
    void request(Durability durability);

    /** What "durable" means on this node, where nothing else is said. */
    Durability durability();

    /** Hands what was appended over to the journal's writer; the core calls it once, at the end of its turn. */
    void flush();

    /** Whether the records not yet written are below the journal's bound; if not, the core makes no more than it must. */
    boolean hasRoom();

    /**
     * Whether a publish may be taken: there is {@linkplain #hasRoom room}, and enough space on the disk. Acks and the like are always taken, also on a
     * disk that is nearly full: they free space in the end.
     */
    boolean takesPublishes();

    /** Whether it is the disk that keeps publishes from being taken. */
    boolean isDiskLow();

    /** The position of the last appended record; 0 before the first. */
    long lastPosition();

    /** The core has ended: everything is durable, and nothing more comes. */
    void release();
}
