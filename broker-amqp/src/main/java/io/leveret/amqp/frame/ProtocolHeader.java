package io.leveret.amqp.frame;

/** The event that the peer sent a protocol header of ours: the connection is to be started. */
public enum ProtocolHeader {
    ACCEPTED
}
