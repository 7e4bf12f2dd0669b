package io.leveret.store.intake;

/** A port's records up to {@code position} are in a batch, or were dropped on the way to it. */
public record PortMark(PortLane lane, long position) {}
