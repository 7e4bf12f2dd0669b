package io.leveret.core.channel;

import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.Message;

/** basic.return with its content: nobody could take the message; the reply text is the code's name. */
public record Returned(ReplyCode replyCode, Message message) implements ChannelEvent {}
