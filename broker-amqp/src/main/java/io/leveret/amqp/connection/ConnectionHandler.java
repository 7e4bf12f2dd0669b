package io.leveret.amqp.connection;

import io.leveret.amqp.channel.Channels;
import io.leveret.amqp.channel.Inbox;
import io.leveret.amqp.channel.Outbound;
import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.amqp.frame.FrameErrors;
import io.leveret.amqp.frame.FrameSink;
import io.leveret.amqp.frame.FrameType;
import io.leveret.amqp.frame.ProtocolHeader;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodReader;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionEnded;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import io.leveret.core.node.EntryRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, behind the codec: takes its frames, hands channels' commands to the core once per socket read, writes what the core
 * tells, and decides how the connection ends. The only catch of errors that close it is {@link #exceptionCaught}. Owner: I/O loop.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements FrameSink {
    private enum Phase {
        HANDSHAKE,
        RUNNING,
        /** The client has sent connection.close, and waits for the core to let go of its session. */
        CLIENT_CLOSING,
        /** connection.close was sent to the client, or withheld from it: all but close and close-ok is ignored. */
        CLOSED
    }

    private final Channel channel;
    private final WirePort port;
    private final ConnectionSettings settings;
    private final MethodReader reader = new MethodReader();
    private final Inbox inbox = new Inbox(System::currentTimeMillis);
    private final Outbound out;
    private final Channels channels;
    private final Entering entering;
    private final Handshake handshake;
    private final GrantTerm term;
    private final Heartbeats heartbeats;
    private final ReadGate gate;
    private final Deadline deadline;
    private final ConnectionLog log;
    private Phase phase = Phase.HANDSHAKE;
    private int methodId; // of the method that is being handled, which an error names
    private boolean closeAnswered;
    private @Nullable CoreLink link; // while the session lives

    ConnectionHandler(
            Channel channel,
            Entrance entrance,
            AuthWorker authWorker,
            ConnectionSettings settings,
            OpenConnections others) {
        this.channel = channel;
        port = new WirePort(this::send, new SocketTraffic(channel));
        this.settings = settings;
        out = new Outbound(channel);
        channels = new Channels(inbox, out, reader, settings.messageBytes());
        entering = new Entering(entrance, this::onLoop, channel);
        handshake = new Handshake(channel, out, authWorker, settings, others);
        term = new GrantTerm(channel, authWorker, inbox, out, System::currentTimeMillis, this::refused);
        heartbeats = new Heartbeats(channel, out, () -> abort("missed heartbeats from client"));
        gate = new ReadGate(
                channel, inbox, settings.inboxBytes(), () -> abort("client unexpectedly closed its socket"));
        deadline = new Deadline(channel);
        log = new ConnectionLog(channel);
    }

    /** The handler that counts what passes the socket; it comes first in the pipeline. */
    SocketTraffic traffic() {
        return port.socket();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        log.connected();
        deadline.set(settings.handshakeTimeoutMillis(), () -> abort("handshake timeout"));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ProtocolHeader.ACCEPTED) {
            log.accepted();
            handshake.start();
        }
    }

    @Override
    public void method(int number, ByteBuf in, int length) {
        methodId = MethodReader.peekId(in);
        if (phase == Phase.RUNNING && number != 0) {
            int id = methodId;
            methodId = channels.culprit(number, id);
            channels.method(number, id, in, length);
        } else if (number == 0) {
            connectionMethod(in, length);
        } else {
            refuseDuringHandshake(FrameType.METHOD, in, length);
        }
        methodId = 0;
    }

    private void connectionMethod(ByteBuf in, int length) {
        switch (phase) {
            case HANDSHAKE -> handshake(reader.decode(in, length));
            case RUNNING -> running(reader.decode(in, length));
            case CLIENT_CLOSING -> {}
            case CLOSED -> closed();
        }
    }

    private void handshake(Method method) {
        if (handshake.isOpening()) {
            EntryRequest request = handshake.open(method, log.name());
            entering.ask(request, port, entry -> open(request, entry), why -> refused(why, ConnectionMethod.OPEN));
        } else if (handshake.isTuning()) {
            tune(handshake.tuneOk(method));
        } else {
            handshake.startOk(method);
        }
    }

    private void tune(Handshake.Tuned tuned) {
        channel.pipeline().get(FrameDecoder.class).frameMax(tuned.frameMax());
        out.frameMax(tuned.frameMax());
        channels.channelMax(tuned.channelMax());
        heartbeats.start(tuned.heartbeatSeconds());
    }

    private void onLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            log.lateEvents(e); // the I/O loops have ended before the core
        }
    }

    private void refused(AmqpException why, int method) {
        methodId = method;
        fail(why);
    }

    private void open(EntryRequest request, Entry entry) {
        CoreLink entered = new CoreLink(entry.core(), entry.session());
        if (phase != Phase.HANDSHAKE) { // the client is gone, or was found at fault
            entered.drop();
            return;
        }
        log.opened(request.vhost(), request.user(), handshake.client().connectionName());
        deadline.cancel();
        link = entered;
        channels.quota(entry.channels());
        gate.quota(entry.publishes());
        phase = Phase.RUNNING;
        out.send(0, new ConnectionMethod.OpenOk());
        term.begin(request.account(), request.vhost());
    }

    private void running(Method method) {
        if (method instanceof ConnectionMethod.Close close) {
            phase = Phase.CLIENT_CLOSING;
            term.stop();
            log.ending("closed by client: " + close.replyCode() + " " + ClientProperties.forLog(close.replyText()));
            inbox.endSession();
        } else if (method instanceof ConnectionMethod.UpdateSecret update && channel.isWritable()) {
            term.renew(update.newSecret());
        } else if (method instanceof ConnectionMethod.UpdateSecret) {
            abort("client asks without reading the answers");
        } else {
            throw Handshake.unexpected("running");
        }
    }

    private void closed() {
        if (methodId == ConnectionMethod.CLOSE && !closeAnswered) {
            closeAnswered = true;
            out.send(0, new ConnectionMethod.CloseOk());
        } else if (methodId == ConnectionMethod.CLOSE_OK) {
            channel.close();
        }
    }

    @Override
    public void header(int number, ByteBuf in, int length) {
        if (phase == Phase.RUNNING) {
            methodId = channels.publishMethodId(number);
            channels.header(number, in, length);
            methodId = 0;
        } else {
            refuseDuringHandshake(FrameType.HEADER, in, length);
        }
    }

    @Override
    public void bodyStart(int number, int length) {
        if (phase == Phase.RUNNING) {
            methodId = channels.publishMethodId(number);
            channels.bodyStart(number, length);
            methodId = 0;
        } else {
            refuseDuringHandshake(FrameType.BODY, Unpooled.EMPTY_BUFFER, 0);
        }
    }

    @Override
    public void bodyPart(ByteBuf in, int length) {
        if (phase == Phase.RUNNING) {
            channels.bodyPart(in, length);
        }
    }

    @Override
    public void bodyEnd() {
        if (phase == Phase.RUNNING) {
            channels.bodyEnd();
        }
    }

    @Override
    public void heartbeat() {
        // that octets have arrived is all there is to know
    }

    private void refuseDuringHandshake(FrameType type, ByteBuf in, int length) {
        if (phase == Phase.HANDSHAKE) {
            throw FrameErrors.unexpectedFrame(type, in, length);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        checkThread();
        heartbeats.received();
        submit();
        updateGate();
    }

    /** Who waits for close-ok reads on. */
    private void updateGate() {
        if (phase != Phase.CLOSED) {
            gate.update();
        }
    }

    private void submit() {
        if (link != null && !inbox.isEmpty()) {
            link.submit(inbox.take());
        }
    }

    /** Takes what the core has to tell; called on the core. */
    private void send(EventBatch batch) {
        onLoop(() -> receive(batch));
    }

    private void receive(EventBatch batch) {
        try {
            write(batch);
        } catch (RuntimeException
                | OutOfMemoryError e) { // of direct memory: one connection must do without, not the broker
            fail(e);
        }
    }

    private void write(EventBatch batch) {
        checkThread();
        CoreLink sender = link;
        inbox.consumed(batch.consumedBytes());
        out.expect(batch.bytes());
        for (int i = 0; i < batch.size() && sender != null; i++) {
            receive(batch.channel(i), batch.event(i));
        }
        if (sender != null && batch.size() > 0) {
            out.flush().addListener(done -> {
                if (done.isSuccess()) {
                    sender.flushed(batch.bytes());
                }
            });
        }
        updateGate();
    }

    private void receive(int number, ChannelEvent event) {
        if (event instanceof SessionFailed failure) {
            link = null;
            methodId = failure.methodId();
            close(failure.error());
        } else if (event instanceof SessionEnded) {
            link = null;
            if (phase == Phase.CLIENT_CLOSING) {
                phase = Phase.CLOSED;
                channels.close(); // who opens others when it hears of this must not be refused
                out.send(0, new ConnectionMethod.CloseOk()).addListener(done -> Linger.start(channel, gate, deadline));
            }
        } else if (phase != Phase.CLOSED) {
            channels.write(number, event);
        }
    }

    /** Every error that closes the connection ends here, whoever found it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        if (cause instanceof AmqpException error) {
            close(error);
        } else if (cause instanceof IOException) {
            abort("socket failed: " + cause.getMessage());
        } else {
            log.bug(cause);
            out.discard();
            if (link != null) {
                link.drop();
                link = null;
            }
            close(new AmqpException(ReplyCode.INTERNAL_ERROR, "see the broker's log"));
        }
    }

    /** Tells the client why its connection closes, if it may know, and waits some time for its answer. */
    private void close(AmqpException error) {
        Phase before = phase;
        if (before == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        term.stop();
        log.ending(error.replyText());
        if (link != null) { // what came before the error still counts
            inbox.endSession();
            submit();
        }
        channels.close();
        boolean told = before != Phase.HANDSHAKE || handshake.tells(error);
        if (told) {
            out.send(0, handshake.closeMethod(error, methodId));
        }
        if (before == Phase.CLIENT_CLOSING) {
            out.send(0, new ConnectionMethod.CloseOk());
        }
        methodId = 0;
        channel.pipeline().get(FrameDecoder.class).resume(); // what it is paused for counts no more
        gate.open();
        deadline.set(Deadline.patienceMillis(error, told, handshake.heartbeatSeconds()), () -> abort("no close-ok"));
    }

    /** Closes the socket without a word. */
    private void abort(String reason) {
        log.ending(reason);
        phase = Phase.CLOSED;
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        phase = Phase.CLOSED;
        log.closed();
        deadline.cancel();
        term.stop();
        heartbeats.stop();
        gate.stop();
        out.discard();
        channels.close();
        if (link != null) {
            submit(); // what came before the end
            link.drop();
            link = null;
        }
    }

    private void checkThread() {
        if (!channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("connection handled by " + Thread.currentThread());
        }
    }
}
