package io.leveret.dist;

import io.leveret.dist.RawConnection.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What clients ask on channel 1, octet by octet; only those that wait say so. */
final class RawRequests {
    private static final int EXCLUSIVE = 0b100;
    private static final int PASSIVE = 0b1;

    private RawRequests() {}

    /** Declares a queue of this connection alone, and waits until it is there. */
    static void declareExclusive(RawConnection raw, String queue) throws IOException {
        declare(raw, queue, EXCLUSIVE);
        raw.expect(50, 11);
    }

    /** Asks whether a queue is there. */
    static void declarePassive(RawConnection raw, String queue) throws IOException {
        declare(raw, queue, PASSIVE);
    }

    private static void declare(RawConnection raw, String queue, int bits) throws IOException {
        raw.method(1, 50, 10, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, queue);
            args.write(bits);
            args.writeInt(0);
        });
    }

    /** Consumes with acknowledgements, and waits for so many deliveries; returns the tag of the last. */
    static long consume(RawConnection raw, String queue, int deliveries) throws IOException {
        raw.method(1, 60, 20, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, queue);
            RawConnection.shortText(args, "");
            args.write(0);
            args.writeInt(0);
        });
        raw.expect(60, 21);
        long tag = 0;
        for (int i = 0; i < deliveries; i++) {
            ByteBuffer deliver = raw.expect(60, 60);
            tag = deliver.getLong(1 + (deliver.get(0) & 0xff));
            next(raw);
            next(raw);
        }
        return tag;
    }

    private static Frame next(RawConnection raw) throws IOException {
        return raw.read().orElseThrow(EOFException::new);
    }

    /** Asks for a message that is to be acked. */
    static void get(RawConnection raw, String queue) throws IOException {
        raw.method(1, 60, 70, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, queue);
            args.write(0);
        });
    }

    /** Waits for a message that was asked for; returns its tag. */
    static long got(RawConnection raw) throws IOException {
        long tag = raw.expect(60, 71).getLong();
        next(raw);
        next(raw);
        return tag;
    }

    static void ack(RawConnection raw, long tag) throws IOException {
        raw.method(1, 60, 80, args -> {
            args.writeLong(tag);
            args.write(0);
        });
    }

    static void confirmSelect(RawConnection raw) throws IOException {
        raw.method(1, 85, 10, args -> args.write(0));
        raw.expect(85, 11);
    }

    static void txSelect(RawConnection raw) throws IOException {
        raw.method(1, 90, 10, args -> {});
        raw.expect(90, 11);
    }

    static void txCommit(RawConnection raw) throws IOException {
        raw.method(1, 90, 20, args -> {});
    }

    /** A whole message, persistent. */
    static void publish(RawConnection raw, String queue, byte[] body) throws IOException {
        raw.publish(queue);
        persistentHeader(raw, body.length);
        raw.frame(RawConnection.BODY, 1, body);
    }

    /** The content header of a persistent message. */
    static void persistentHeader(RawConnection raw, int bodySize) throws IOException {
        raw.frame(RawConnection.HEADER, 1, RawConnection.octets(args -> {
            args.writeShort(60);
            args.writeShort(0);
            args.writeLong(bodySize);
            args.writeShort(0x1000); // delivery-mode
            args.write(2);
        }));
    }

    static void closeChannel(RawConnection raw) throws IOException {
        close(raw, 1, 20, 40);
    }

    static void closeConnection(RawConnection raw) throws IOException {
        close(raw, 0, 10, 50);
    }

    private static void close(RawConnection raw, int channel, int classId, int methodId) throws IOException {
        raw.method(channel, classId, methodId, args -> {
            args.writeShort(200);
            RawConnection.shortText(args, "bye");
            args.writeInt(0);
        });
    }
}
