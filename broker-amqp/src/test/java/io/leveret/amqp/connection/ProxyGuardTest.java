package io.leveret.amqp.connection;

import static io.leveret.amqp.connection.EmbeddedConnection.startOk;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.leveret.amqp.frame.ProtocolHeaderDecoder;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.proxy.ProxyHeaderDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ProxyGuardTest {
    private static final String PROXY = "10.0.0.7";
    private static final String AMQP = "414d515000000901";
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** 203.0.113.7:56324 to 198.51.100.1:5672. */
    private static final String IPV4 = "cb007107" + "c6336401" + "dc04" + "1628";

    /** The same with a further field, a unique id of three octets. */
    private static final String BINARY = SIGNATURE + "21" + "11" + "0012" + IPV4 + "050003616263";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.leveret.amqp");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private List<String> logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static EmbeddedConnection proxied(String peer) {
        return EmbeddedConnection.behind(peer, "10.0.0.0/8", "127.0.0.1", "::1");
    }

    private static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(digits));
    }

    private static ByteBuf text(String line) {
        return Unpooled.copiedBuffer(line, StandardCharsets.ISO_8859_1);
    }

    private static String name(EmbeddedConnection connection) {
        return Peer.of(connection.channel).connectionName();
    }

    private static void assertServed(EmbeddedConnection connection) {
        assertThat(connection.channel.pipeline().get(ProxyGuard.class)).isNull();
        assertThat(connection.channel.pipeline().get(ProxyHeaderDecoder.class)).isNull();
        assertThat(connection.channel.pipeline().get(ProtocolHeaderDecoder.class))
                .isNotNull();
    }

    /** Whether guest, who may only connect from this host, gets in. */
    private static boolean takesGuest(EmbeddedConnection connection) {
        connection.header();
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Start.class);
        connection.send(0, startOk("guest", "secret", true));
        return connection.nextMethod() instanceof ConnectionMethod.Tune;
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.7 198.51.100.1 56324 5672, 203.0.113.7:56324 -> 198.51.100.1:5672",
        "PROXY TCP6 2001:db8::7 fd00::1 56324 5672, 2001:db8:0:0:0:0:0:7:56324 -> fd00:0:0:0:0:0:0:1:5672",
        "PROXY TCP6 ::ffff:203.0.113.7 ::ffff:198.51.100.1 1 2, 203.0.113.7:1 -> 198.51.100.1:2",
        "PROXY UNKNOWN, 10.0.0.7:40000 -> embedded",
        "PROXY UNKNOWN 2001:db8::7 fd00::1 56324 5672, 10.0.0.7:40000 -> embedded"
    })
    void theLineOfVersion1TellsWhereTheClientComesFrom(String line, String name) {
        EmbeddedConnection connection = proxied(PROXY).bytes(text(line + "\r\n"));
        assertServed(connection);

        connection.header();

        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Start.class);
        assertThat(name(connection)).isEqualTo(name);
        assertThat(logged()).singleElement().asString().isEqualTo("accepted connection=\"" + name + "\"");
    }

    @Test
    void headersAreTheSameWhereverTheOctetsAreCut() {
        String line = ByteBufUtil.hexDump(text("PROXY TCP4 203.0.113.7 198.51.100.1 56324 5672\r\n"));
        for (String header : List.of(BINARY, line)) {
            ByteBuf octets = hex(header + AMQP);
            for (int cut = 0; cut <= octets.readableBytes(); cut++) {
                EmbeddedConnection connection = proxied(PROXY);
                connection.bytes(octets.copy(0, cut)).bytes(octets.copy(cut, octets.readableBytes() - cut));

                assertThat(connection.nextMethod()).as("cut at %d", cut).isInstanceOf(ConnectionMethod.Start.class);
                assertThat(name(connection)).isEqualTo("203.0.113.7:56324 -> 198.51.100.1:5672");
                connection.channel.finishAndReleaseAll();
            }
            octets.release();
        }
    }

    @Test
    void aHeaderMayComeOctetByOctet() {
        EmbeddedConnection connection = proxied(PROXY);
        for (byte octet : ByteBufUtil.decodeHexDump(BINARY + AMQP)) {
            connection.bytes(Unpooled.wrappedBuffer(new byte[] {octet}));
        }

        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Start.class);
        assertThat(name(connection)).isEqualTo("203.0.113.7:56324 -> 198.51.100.1:5672");
    }

    @Test
    void version2HasIpv6Too() {
        String addresses = "20010db8000000000000000000000007" + "fd000000000000000000000000000001" + "dc041628";
        EmbeddedConnection connection = proxied("::1").bytes(hex(SIGNATURE + "21" + "21" + "0024" + addresses));

        assertServed(connection);
        assertThat(name(connection)).isEqualTo("2001:db8:0:0:0:0:0:7:56324 -> fd00:0:0:0:0:0:0:1:5672");
    }

    @Test
    void aProxyThatConnectsForItselfKeepsItsAddress() {
        EmbeddedConnection connection = proxied("127.0.0.1").bytes(hex(SIGNATURE + "20" + "11" + "000c" + IPV4));

        assertServed(connection);
        assertThat(name(connection)).isEqualTo("127.0.0.1:40000 -> embedded");
        assertThat(takesGuest(connection)).isTrue();
    }

    @Test
    void onlyAClientOfThisHostIsLocal() {
        String loopback = "PROXY TCP4 127.0.0.1 127.0.0.1 50000 5672\r\n";
        assertThat(takesGuest(proxied("127.0.0.1").bytes(text(loopback)))).isTrue();
        assertThat(takesGuest(proxied("127.0.0.1").bytes(text("PROXY TCP6 ::1 ::1 1 2\r\n"))))
                .isTrue();

        assertThat(takesGuest(proxied(PROXY).bytes(text(loopback)))).isFalse();
        assertThat(takesGuest(proxied("127.0.0.1").bytes(hex(BINARY)))).isFalse();
        assertThat(takesGuest(proxied("127.0.0.1").bytes(text("PROXY UNKNOWN\r\n"))))
                .isFalse();
        assertThat(takesGuest(proxied("127.0.0.1").bytes(hex(SIGNATURE + "21" + "00" + "0000"))))
                .isFalse();
        assertThat(takesGuest(proxied("127.0.0.1").bytes(hex(SIGNATURE + "21" + "31" + "00d8" + "61".repeat(216)))))
                .isFalse();
    }

    @Test
    void loginsAreToldOfWithTheClientsAddress() {
        EmbeddedConnection connection = proxied(PROXY).bytes(hex(BINARY));
        takesGuest(connection);

        assertThat(connection.logins).singleElement().satisfies(event -> {
            assertThat(event.facts().get("peer_host").asString()).isEqualTo("203.0.113.7");
            assertThat(event.facts().get("connection_name").asString())
                    .isEqualTo("203.0.113.7:56324 -> 198.51.100.1:5672");
        });
        assertThat(logged())
                .anySatisfy(line -> assertThat(line)
                        .contains("login refused: the user may only connect from this host peer=203.0.113.7:56324"));
    }

    @ParameterizedTest
    @CsvSource({
        "A, octet=65 position=0", // AMQP's own header
        "'\u0016', octet=22 position=0", // a TLS hello
        "PROXX, octet=88 position=4",
        "'\r\n\r\n\0\r\nQUIX', octet=88 position=10",
        "'PROXY TCP4 300.0.0.1 198.51.100.1 1 2\r\n', ''",
        "'PROXY TCP4 203.0.113.7 198.51.100.1 1 65536\r\n', invalid port",
        "'PROXY SCTP 203.0.113.7 198.51.100.1 1 2\r\n', unknown protocol SCTP",
        "'PROXY \u001b[2J\n1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40', exceeds",
        "'\r\n\r\n\0\r\nQUIT\n\u0011\u0011\0\0', ''",
        "'\r\n\r\n\0\r\nQUIT\n!\u0011\0\u0001x', ''"
    })
    void aWrongHeaderOfATrustedProxyClosesTheConnectionWithOneLine(String octets, String reason) {
        EmbeddedConnection connection = proxied(PROXY).bytes(text(octets));
        if (connection.isOpen()) {
            connection.bytes(text("AMQP"));
        }

        assertThat(connection.isOpen()).isFalse();
        assertThat(connection.next()).isNull();
        assertThat(logged())
                .singleElement()
                .asString()
                .startsWith("closing connection=10.0.0.7:40000: no PROXY header, "
                        + "which a proxy that is trusted must begin with: ")
                .contains(reason)
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void aHeaderOfVersion2IsNotReadForEver() {
        EmbeddedConnection connection = proxied(PROXY).bytes(hex(SIGNATURE + "21" + "11" + "ffff" + IPV4));
        connection.bytes(Unpooled.wrappedBuffer(new byte[16_384])).bytes(Unpooled.wrappedBuffer(new byte[1000]));

        assertThat(connection.isOpen()).isFalse();
        assertThat(logged()).singleElement().asString().contains("exceeds");
    }

    @Test
    void othersAreServedWithoutAHeaderAndRefusedWithOne() {
        EmbeddedConnection usual = proxied("192.0.2.1").header();
        assertThat(usual.nextMethod()).isInstanceOf(ConnectionMethod.Start.class);
        assertThat(name(usual)).isEqualTo("192.0.2.1:40000 -> embedded");

        EmbeddedChannel liar = proxied("192.0.2.1").channel;
        liar.writeInbound(text("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"));
        ByteBuf answer = liar.readOutbound();
        assertThat(ByteBufUtil.hexDump(answer)).isEqualTo(AMQP);
        answer.release();
        assertThat(liar.isOpen()).isFalse();
        assertThat(logged())
                .last()
                .asString()
                .isEqualTo("closing connection=192.0.2.1:40000: no AMQP 0-9-1 header, octet=80 position=0");
    }

    @Test
    void anythingElseThanAmqpBehindTheHeaderIsLoggedWithTheClientsAddress() {
        proxied(PROXY).bytes(hex(BINARY + "47"));

        assertThat(logged())
                .singleElement()
                .asString()
                .isEqualTo("closing connection=203.0.113.7:56324: no AMQP 0-9-1 header, octet=71 position=0");
    }

    @Test
    void whoConnectsAndClosesIsNotWorthALine() {
        proxied(PROXY).channel.close();
        proxied(PROXY).bytes(hex(BINARY)).channel.close();
        proxied(PROXY).bytes(text("PROXY TC")).channel.close();

        assertThat(logged()).isEmpty();
    }

    @Test
    void aHeaderThatDoesNotComeIsNotWaitedForLongerThanALogin() {
        EmbeddedConnection connection = proxied(PROXY).bytes(text("PROXY TCP4"));
        connection.advance(TestNode.SETTINGS.handshakeTimeoutMillis() - 1);
        assertThat(connection.isOpen()).isTrue();

        connection.advance(1);
        assertThat(connection.isOpen()).isFalse();
    }
}
