package io.leveret.core;

import io.leveret.core.channel.Blocked;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.Confirm;
import io.leveret.core.channel.ConsumerCancelled;
import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.GetEmpty;
import io.leveret.core.channel.GetOk;
import io.leveret.core.channel.Returned;
import io.leveret.core.channel.SessionEnded;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.channel.Unblocked;
import io.leveret.core.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Events in a few words each, so that a test can say what it expects on one line. */
public final class TestEvents {
    private TestEvents() {}

    /** What a test's command answers in place of a method of the wire. */
    public record Said(String words) implements ChannelEvent {}

    /** Such as {@code deliver c 1 body redelivered}: method, consumer tag, delivery tag, body. */
    public static String words(ChannelEvent event) {
        if (event instanceof Said said) {
            return said.words();
        } else if (event instanceof Deliver deliver) {
            return "deliver " + deliver.consumerTag() + " " + deliver.deliveryTag() + " " + body(deliver.message())
                    + (deliver.redelivered() ? " redelivered" : "");
        } else if (event instanceof GetOk got) {
            return "get-ok " + got.deliveryTag() + " " + body(got.message()) + " left=" + got.messageCount()
                    + (got.redelivered() ? " redelivered" : "");
        } else if (event instanceof GetEmpty) {
            return "get-empty";
        } else if (event instanceof Confirm confirm) {
            return (confirm.ack() ? "ack " : "nack ") + confirm.deliveryTag() + (confirm.multiple() ? " multiple" : "");
        } else if (event instanceof Returned returned) {
            return "return " + returned.replyCode() + " " + body(returned.message());
        }
        return endWords(event);
    }

    private static String endWords(ChannelEvent event) {
        if (event instanceof ConsumerCancelled cancelled) {
            return "cancelled " + cancelled.consumerTag();
        } else if (event instanceof ChannelFailed failed) {
            return "channel: " + failed.error().replyCode().code() + " "
                    + failed.error().replyText();
        } else if (event instanceof SessionFailed failed) {
            return "connection: " + failed.error().replyCode().code() + " "
                    + failed.error().replyText();
        } else if (event instanceof SessionEnded) {
            return "ended";
        } else if (event instanceof Blocked blocked) {
            return "blocked " + blocked.reason();
        } else if (event instanceof Unblocked) {
            return "unblocked";
        }
        return event.toString();
    }

    public static String body(Message message) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < message.body().chunkCount(); i++) {
            octets.writeBytes(message.body().chunk(i));
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
