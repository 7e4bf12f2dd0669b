package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.netty.buffer.ByteBuf;

/** The methods of class tx. */
public sealed interface TxMethod extends Method {
    int SELECT = 90 << 16 | 10;
    int SELECT_OK = 90 << 16 | 11;
    int COMMIT = 90 << 16 | 20;
    int COMMIT_OK = 90 << 16 | 21;
    int ROLLBACK = 90 << 16 | 30;
    int ROLLBACK_OK = 90 << 16 | 31;

    /** Reads the arguments of the method with that id (class and method). */
    static TxMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case SELECT -> new Select();
            case SELECT_OK -> new SelectOk();
            case COMMIT -> new Commit();
            case COMMIT_OK -> new CommitOk();
            case ROLLBACK -> new Rollback();
            case ROLLBACK_OK -> new RollbackOk();
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Wants publishes and acks held until commit from here on. */
    record Select() implements TxMethod {
        @Override
        public int id() {
            return SELECT;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** The channel is in transaction mode. */
    record SelectOk() implements TxMethod, ChannelEvent {
        @Override
        public int id() {
            return SELECT_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Carries out what was held. */
    record Commit() implements TxMethod {
        @Override
        public int id() {
            return COMMIT;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** It is carried out. */
    record CommitOk() implements TxMethod, ChannelEvent {
        @Override
        public int id() {
            return COMMIT_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Drops what was held. */
    record Rollback() implements TxMethod {
        @Override
        public int id() {
            return ROLLBACK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** It is dropped. */
    record RollbackOk() implements TxMethod, ChannelEvent {
        @Override
        public int id() {
            return ROLLBACK_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }
}
