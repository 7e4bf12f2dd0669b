package io.leveret.amqp.method;

import io.netty.buffer.ByteBuf;

/** A method of AMQP 0-9-1 with its arguments. */
public sealed interface Method
        permits AccessMethod,
                BasicMethod,
                ChannelMethod,
                ConfirmMethod,
                ConnectionMethod,
                ExchangeMethod,
                QueueMethod,
                TxMethod {
    /** The class id in the upper 16 bits, the method id in the lower. */
    int id();

    /** Writes the arguments only; their order and types are the specification's. */
    void write(ByteBuf out);
}
