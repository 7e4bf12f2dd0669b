/**
 * What a client sees of a broker, frame by frame: scenarios are scripts of frames that run against any AMQP 0-9-1 broker, and the
 * transcripts of what comes back are compared with the recording of RabbitMQ. The README.md beside the scenarios
 * ({@code src/test/resources/transcripts}) has the grammar. A line goes through {@link io.leveret.dist.transcript.ScenarioRun}, which reads
 * it with {@link io.leveret.dist.transcript.TextReader}, to a {@link io.leveret.dist.transcript.WireConnection}, which writes it by
 * {@link io.leveret.dist.transcript.MethodTable}; what comes back is kept in a {@link io.leveret.dist.transcript.ChannelLog} for each
 * channel. Nothing here uses Leveret's own codec: a mistake in both directions of it would not be seen.
 */
package io.leveret.dist.transcript;
