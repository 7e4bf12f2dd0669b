package io.leveret.core.exchange;

/** A destination that is nothing else. */
final class Place extends Destination {
    Place(String name) {
        super(name);
    }
}
