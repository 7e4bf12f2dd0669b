package io.leveret.core;

import io.leveret.core.TestEvents.Said;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import java.util.List;

/** A client's channel: each method asks the core for one thing and lets it run. Answers are among {@link #events}. */
public final class TestChannel {
    static final int METHOD = 0x3c_0028;

    private final TestVhost vhost;
    private final TestConnection connection;
    private final int number;

    TestChannel(TestVhost vhost, TestConnection connection, int number) {
        this.vhost = vhost;
        this.connection = connection;
        this.number = number;
    }

    public TestConnection connection() {
        return connection;
    }

    /** Runs any command on this channel. */
    public TestChannel run(Command command) {
        CommandBatch batch = new CommandBatch();
        batch.add(number, METHOD, command);
        connection.submit(batch);
        return this;
    }

    /** What the channel was told since this was last asked, in a few words each ({@link TestEvents#words}). */
    public List<String> events() {
        return connection.events(number);
    }

    /** Drops what the channel was told. */
    public TestChannel forget() {
        events();
        return this;
    }

    // queues and exchanges

    /** Declares a queue that is neither durable nor exclusive. */
    public TestChannel declare(String queue) {
        return declare(queue, false, false, false);
    }

    public TestChannel declareDurable(String queue) {
        return declare(queue, true, false, false);
    }

    public TestChannel declareExclusive(String queue) {
        return declare(queue, false, true, false);
    }

    public TestChannel declareAutoDelete(String queue) {
        return declare(queue, false, false, true);
    }

    public TestChannel declarePassive(String queue) {
        return declare(new QueueDeclaration(queue, true, false, false, false, FieldTable.EMPTY));
    }

    public TestChannel declare(String queue, boolean durable, boolean exclusive, boolean autoDelete) {
        return declare(new QueueDeclaration(queue, false, durable, exclusive, autoDelete, FieldTable.EMPTY));
    }

    public TestChannel declare(String queue, FieldTable arguments) {
        return declare(new QueueDeclaration(queue, false, false, false, false, arguments));
    }

    public TestChannel declareDurable(String queue, FieldTable arguments) {
        return declare(new QueueDeclaration(queue, false, true, false, false, arguments));
    }

    public TestChannel declare(QueueDeclaration asked) {
        return run((core, channel) -> {
            QueueStatus status = core.declareQueue(channel, asked);
            channel.replyDurable(new Said(
                    "declare-ok " + status.name() + " " + status.messageCount() + " " + status.consumerCount()));
        });
    }

    public TestChannel delete(String queue) {
        return delete(queue, false, false);
    }

    public TestChannel delete(String queue, boolean ifUnused, boolean ifEmpty) {
        return run((core, channel) -> channel.replyDurable(new Said("delete-ok "
                + core.deleteQueue(channel, queue, ifUnused, ifEmpty).messageCount())));
    }

    public TestChannel purge(String queue) {
        return run((core, channel) -> channel.replyDurable(
                new Said("purge-ok " + core.purgeQueue(channel, queue).messageCount())));
    }

    /** Declares an exchange that is not durable. */
    public TestChannel exchange(String name, String type) {
        return exchange(name, type, FieldTable.EMPTY);
    }

    public TestChannel exchange(String name, String type, FieldTable arguments) {
        return exchange(new ExchangeDeclaration(name, type, false, false, false, false, arguments));
    }

    public TestChannel exchange(ExchangeDeclaration asked) {
        return run((core, channel) -> {
            core.declareExchange(channel, asked);
            channel.replyDurable(new Said("exchange-ok"));
        });
    }

    public TestChannel deleteExchange(String name, boolean ifUnused) {
        return run((core, channel) -> {
            core.deleteExchange(channel, name, ifUnused);
            channel.replyDurable(new Said("exchange-delete-ok"));
        });
    }

    public TestChannel bind(String exchange, String queue, String key) {
        return bind(new BindingRequest(exchange, false, queue, key, FieldTable.EMPTY));
    }

    public TestChannel bindExchange(String source, String destination, String key) {
        return bind(new BindingRequest(source, true, destination, key, FieldTable.EMPTY));
    }

    public TestChannel bind(BindingRequest asked) {
        return run((core, channel) -> {
            core.bind(channel, asked);
            channel.replyDurable(new Said("bind-ok"));
        });
    }

    public TestChannel unbind(String exchange, String queue, String key) {
        return unbind(new BindingRequest(exchange, false, queue, key, FieldTable.EMPTY));
    }

    public TestChannel unbind(BindingRequest asked) {
        return run((core, channel) -> {
            core.unbind(channel, asked);
            channel.replyDurable(new Said("unbind-ok"));
        });
    }

    // messages

    public TestChannel publish(String exchange, String key, String body) {
        return publish(
                TestMessage.to(exchange, key, body).build(vhost.executor().nowMillis()), false);
    }

    public TestChannel publishPersistent(String exchange, String key, String body) {
        return publish(
                TestMessage.to(exchange, key, body)
                        .persistent()
                        .build(vhost.executor().nowMillis()),
                false);
    }

    public TestChannel publishMandatory(String exchange, String key, String body) {
        return publish(
                TestMessage.to(exchange, key, body).build(vhost.executor().nowMillis()), true);
    }

    public TestChannel publish(TestMessage message) {
        return publish(message.build(vhost.executor().nowMillis()), false);
    }

    public TestChannel publish(Message message, boolean mandatory) {
        return run((core, channel) -> core.publish(channel, message, mandatory, false));
    }

    /** Starts a consumer that has the queue's name as its tag. */
    public TestChannel consume(String queue) {
        return consume(queue, queue);
    }

    public TestChannel consume(String queue, String tag) {
        return consume(new ConsumeRequest(queue, tag, false, false, FieldTable.EMPTY));
    }

    public TestChannel consumeNoAck(String queue, String tag) {
        return consume(new ConsumeRequest(queue, tag, true, false, FieldTable.EMPTY));
    }

    public TestChannel consume(ConsumeRequest asked) {
        return run((core, channel) -> channel.reply(new Said("consume-ok " + core.consume(channel, asked))));
    }

    public TestChannel cancel(String tag) {
        return run((core, channel) -> {
            core.cancel(channel, tag);
            channel.reply(new Said("cancel-ok " + tag));
        });
    }

    public TestChannel get(String queue) {
        return get(queue, false);
    }

    public TestChannel get(String queue, boolean noAck) {
        return run((core, channel) -> core.get(channel, queue, noAck));
    }

    public TestChannel ack(long tag) {
        return ack(tag, false);
    }

    public TestChannel ack(long tag, boolean multiple) {
        return run((core, channel) -> core.ack(channel, tag, multiple));
    }

    public TestChannel nack(long tag, boolean multiple, boolean requeue) {
        return run((core, channel) -> core.nack(channel, tag, multiple, requeue));
    }

    public TestChannel recover() {
        return run((core, channel) -> {
            core.recover(channel, true);
            channel.reply(new Said("recover-ok"));
        });
    }

    // the channel itself

    public TestChannel qos(int count) {
        return run((core, channel) -> core.qos(channel, 0, count, false));
    }

    /** Sets the limit that all consumers of the channel share. */
    public TestChannel channelQos(int count) {
        return run((core, channel) -> core.qos(channel, 0, count, true));
    }

    public TestChannel confirmSelect() {
        return run((core, channel) -> core.confirmSelect(channel));
    }

    public TestChannel txSelect() {
        return run((core, channel) -> core.txSelect(channel));
    }

    public TestChannel commit() {
        return run((core, channel) -> {
            core.txCommit(channel);
            channel.replyDurable(new Said("commit-ok"));
        });
    }

    public TestChannel rollback() {
        return run((core, channel) -> {
            core.txRollback(channel);
            channel.reply(new Said("rollback-ok"));
        });
    }

    public TestChannel close() {
        return run((core, channel) -> {
            core.closeChannel(channel);
            channel.reply(new Said("close-ok"));
        });
    }

    /** All that happened so far is durable. */
    public TestChannel sync() {
        vhost.sync();
        return this;
    }
}
