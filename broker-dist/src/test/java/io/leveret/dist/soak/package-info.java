/**
 * The soak: clients of all kinds against a broker in a process of its own, killed at random in the middle of what they do. {@link io.leveret.dist.soak.Client}s live again and again, each
 * {@link io.leveret.dist.soak.Life} is one socket, the {@link io.leveret.dist.soak.Killer} ends them, the {@link io.leveret.dist.soak.SoakLedger} knows what must not be lost, and a
 * {@link io.leveret.dist.soak.Footprint} is what the broker holds.
 */
@NullMarked
package io.leveret.dist.soak;

import org.jspecify.annotations.NullMarked;
