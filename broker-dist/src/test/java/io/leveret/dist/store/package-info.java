/**
 * What the store promises, seen from outside: a packaged broker as a process of its own, loads over the real client, and what {@code /proc} says of it.
 *
 * <p>The kit: a {@link io.leveret.dist.store.Setup} starts the broker; {@link io.leveret.dist.store.Publisher}s send what a
 * {@link io.leveret.dist.store.Flow} describes, every {@link io.leveret.dist.store.NumberedBody} with its number and checksum; a
 * {@link io.leveret.dist.store.CheckedConsumer} acks and {@link io.leveret.dist.store.Arrivals} checks; {@link io.leveret.dist.store.Samples} looks at
 * memory and folders meanwhile; a {@link io.leveret.dist.store.Report} prints and judges. None of them needs memory that grows with the messages.
 *
 * <p>Measuring programs run when they are named, as docs/benchmarks.md tells: {@link io.leveret.dist.store.Backlog},
 * {@link io.leveret.dist.store.WriteOnce}, {@link io.leveret.dist.store.NoHostage}, {@link io.leveret.dist.store.FanOut},
 * {@link io.leveret.dist.store.Neighbour}. {@link io.leveret.dist.store.StoreMeasurementsIT} runs each of them small.
 *
 * <p>{@link io.leveret.dist.store.DeepKillIT} and {@link io.leveret.dist.store.PowerCutIT} end the broker under {@link io.leveret.dist.store.CrashLoad}, and
 * {@link io.leveret.dist.store.CrashHistory} knows what has to be there afterwards.
 */
@NullMarked
package io.leveret.dist.store;

import org.jspecify.annotations.NullMarked;
