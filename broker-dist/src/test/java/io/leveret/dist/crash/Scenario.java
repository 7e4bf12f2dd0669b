package io.leveret.dist.crash;

/** What clients do with a broker. */
interface Scenario {
    /** The run's node may end anywhere in here. */
    void play(Run run);
}
