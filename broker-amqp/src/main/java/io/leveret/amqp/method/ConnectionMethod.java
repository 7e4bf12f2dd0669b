package io.leveret.amqp.method;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;

/** The methods of class connection, and RabbitMQ's blocked, unblocked and update-secret. */
public sealed interface ConnectionMethod extends Method {
    int START = 10 << 16 | 10;
    int START_OK = 10 << 16 | 11;
    int SECURE = 10 << 16 | 20;
    int SECURE_OK = 10 << 16 | 21;
    int TUNE = 10 << 16 | 30;
    int TUNE_OK = 10 << 16 | 31;
    int OPEN = 10 << 16 | 40;
    int OPEN_OK = 10 << 16 | 41;
    int CLOSE = 10 << 16 | 50;
    int CLOSE_OK = 10 << 16 | 51;
    int BLOCKED = 10 << 16 | 60;
    int UNBLOCKED = 10 << 16 | 61;
    int UPDATE_SECRET = 10 << 16 | 70;
    int UPDATE_SECRET_OK = 10 << 16 | 71;

    /** Reads the arguments of the method with that id (class and method). */
    static ConnectionMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case START -> Start.read(in);
            case START_OK -> StartOk.read(in);
            case SECURE -> Secure.read(in);
            case SECURE_OK -> SecureOk.read(in);
            case TUNE -> Tune.read(in);
            case TUNE_OK -> TuneOk.read(in);
            case OPEN -> Open.read(in);
            case OPEN_OK -> OpenOk.read(in);
            case CLOSE -> Close.read(in);
            case CLOSE_OK -> new CloseOk();
            case BLOCKED -> Blocked.read(in);
            case UNBLOCKED -> new Unblocked();
            case UPDATE_SECRET -> UpdateSecret.read(in);
            case UPDATE_SECRET_OK -> new UpdateSecretOk();
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Opens the handshake: what the broker is and how one may log in. */
    record Start(int versionMajor, int versionMinor, FieldTable serverProperties, String mechanisms, String locales)
            implements ConnectionMethod {
        private static Start read(ArgumentReader in) {
            return new Start(in.octet(), in.octet(), in.table(), in.longText(), in.longText());
        }

        @Override
        public int id() {
            return START;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeByte(versionMajor);
            out.writeByte(versionMinor);
            Arguments.table(out, serverProperties);
            Arguments.longString(out, mechanisms);
            Arguments.longString(out, locales);
        }
    }

    /** The client's properties, its chosen mechanism and that mechanism's first answer. */
    record StartOk(FieldTable clientProperties, String mechanism, Octets response, String locale)
            implements ConnectionMethod {
        private static StartOk read(ArgumentReader in) {
            return new StartOk(in.table(), in.shortString(), in.longString(), in.shortString());
        }

        @Override
        public int id() {
            return START_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.table(out, clientProperties);
            Arguments.shortString(out, mechanism);
            Arguments.longString(out, response);
            Arguments.shortString(out, locale);
        }

        @Override
        public String toString() {
            return "StartOk[...]"; // a secret does not belong into a log
        }
    }

    /** Another question of a mechanism that takes several steps. */
    record Secure(Octets challenge) implements ConnectionMethod {
        private static Secure read(ArgumentReader in) {
            return new Secure(in.longString());
        }

        @Override
        public int id() {
            return SECURE;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.longString(out, challenge);
        }

        @Override
        public String toString() {
            return "Secure[...]"; // a secret does not belong into a log
        }
    }

    /** The answer to {@link Secure}. */
    record SecureOk(Octets response) implements ConnectionMethod {
        private static SecureOk read(ArgumentReader in) {
            return new SecureOk(in.longString());
        }

        @Override
        public int id() {
            return SECURE_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.longString(out, response);
        }

        @Override
        public String toString() {
            return "SecureOk[...]"; // a secret does not belong into a log
        }
    }

    /** The limits that the broker proposes; {@code heartbeat} in seconds. */
    record Tune(int channelMax, long frameMax, int heartbeat) implements ConnectionMethod {
        private static Tune read(ArgumentReader in) {
            return new Tune(in.int16(), in.int32(), in.int16());
        }

        @Override
        public int id() {
            return TUNE;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeShort(channelMax);
            out.writeInt((int) frameMax);
            out.writeShort(heartbeat);
        }
    }

    /** The limits that the client chose; {@code heartbeat} in seconds. */
    record TuneOk(int channelMax, long frameMax, int heartbeat) implements ConnectionMethod {
        private static TuneOk read(ArgumentReader in) {
            return new TuneOk(in.int16(), in.int32(), in.int16());
        }

        @Override
        public int id() {
            return TUNE_OK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeShort(channelMax);
            out.writeInt((int) frameMax);
            out.writeShort(heartbeat);
        }
    }

    /** Asks for a virtual host. */
    record Open(String virtualHost) implements ConnectionMethod {
        private static Open read(ArgumentReader in) {
            Open read = new Open(in.shortString());
            in.skipShortString();
            in.bit();
            return read;
        }

        @Override
        public int id() {
            return OPEN;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, virtualHost);
            Arguments.shortString(out, "");
            Arguments.bits(out, false);
        }
    }

    /** The connection is open. */
    record OpenOk() implements ConnectionMethod {
        private static OpenOk read(ArgumentReader in) {
            in.skipShortString();
            return new OpenOk();
        }

        @Override
        public int id() {
            return OPEN_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, "");
        }
    }

    /** Ends the connection, with the failing method or 0 and 0; sent both ways. */
    record Close(int replyCode, String replyText, int classId, int methodId) implements ConnectionMethod {
        private static Close read(ArgumentReader in) {
            return new Close(in.int16(), in.shortString(), in.int16(), in.int16());
        }

        @Override
        public int id() {
            return CLOSE;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeShort(replyCode);
            Arguments.replyText(out, replyText);
            out.writeShort(classId);
            out.writeShort(methodId);
        }
    }

    /** Nothing more comes on the connection; sent both ways. */
    record CloseOk() implements ConnectionMethod {
        @Override
        public int id() {
            return CLOSE_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Publishers are not read until {@link Unblocked}. */
    record Blocked(String reason) implements ConnectionMethod {
        private static Blocked read(ArgumentReader in) {
            return new Blocked(in.shortString());
        }

        @Override
        public int id() {
            return BLOCKED;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, reason);
        }
    }

    /** Publishers are read again. */
    record Unblocked() implements ConnectionMethod {
        @Override
        public int id() {
            return UNBLOCKED;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Renews the credential of a connection, such as a token. */
    record UpdateSecret(Octets newSecret, String reason) implements ConnectionMethod {
        private static UpdateSecret read(ArgumentReader in) {
            return new UpdateSecret(in.longString(), in.shortString());
        }

        @Override
        public int id() {
            return UPDATE_SECRET;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.longString(out, newSecret);
            Arguments.shortString(out, reason);
        }

        @Override
        public String toString() {
            return "UpdateSecret[...]"; // a secret does not belong into a log
        }
    }

    /** The new credential was taken. */
    record UpdateSecretOk() implements ConnectionMethod {
        @Override
        public int id() {
            return UPDATE_SECRET_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }
}
