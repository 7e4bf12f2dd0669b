package io.leveret.dist.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailedLoginsTest {
    private static final String HERE = "192.0.2.7";

    private long nanos;
    private final FailedLogins failed = new FailedLogins(5, 5_000, () -> nanos);

    private long fails(String address) {
        return failed.checked(octets(address), "anna", false);
    }

    private long succeeds(String address) {
        long delay = failed.checked(octets(address), "anna", true);
        failed.letIn(octets(address));
        return delay;
    }

    private static byte[] octets(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void failFiveTimes(String address) {
        for (int i = 0; i < 5; i++) {
            assertThat(failed.slows(octets(address))).isFalse();
            assertThat(fails(address)).isZero();
        }
        assertThat(failed.slows(octets(address))).isTrue();
    }

    @Test
    void afterFiveFailuresEachAttemptWaitsTwiceAsLong() {
        failFiveTimes(HERE);
        assertThat(fails(HERE)).isEqualTo(500);
        assertThat(fails(HERE)).isEqualTo(1_000);
        assertThat(fails(HERE)).isEqualTo(2_000);
        assertThat(fails(HERE)).isEqualTo(4_000);
        for (int i = 0; i < 100; i++) {
            assertThat(fails(HERE)).isEqualTo(5_000);
        }
    }

    @Test
    void aRightPasswordWaitsAsAWrongOneDoesAndEndsIt() {
        failFiveTimes(HERE);
        assertThat(succeeds(HERE)).isEqualTo(500);
        assertThat(failed.slows(octets(HERE))).isFalse();
        assertThat(succeeds(HERE)).isZero();
        failFiveTimes(HERE);
    }

    @Test
    void noOtherAttemptTellsOfARightPasswordBeforeItsAnswer() {
        failFiveTimes(HERE);
        assertThat(failed.checked(octets(HERE), "anna", true)).isEqualTo(500);
        assertThat(fails(HERE)).as("as after a wrong one").isEqualTo(1_000);
    }

    @Test
    void aMinuteWithoutAFailureForgets() {
        failFiveTimes(HERE);
        pass(Duration.ofSeconds(60));
        assertThat(failed.slows(octets(HERE))).isTrue();
        assertThat(fails(HERE)).isEqualTo(500);
        pass(Duration.ofSeconds(61));
        failFiveTimes(HERE);
    }

    @Test
    void otherAddressesDoNotWait() {
        failFiveTimes(HERE);
        assertThat(fails("192.0.2.8")).isZero();
        assertThat(succeeds("192.0.2.9")).isZero();
        assertThat(failed.slows(new byte[0])).isFalse();
        assertThat(failed.checked(new byte[0], "anna", false)).isZero();
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        failFiveTimes("2001:db8:1:2::1");
        assertThat(fails("2001:db8:1:2:ffff::9")).isEqualTo(500);
        assertThat(fails("2001:db8:1:3::1")).isZero();
    }

    @Test
    void anIpv4AddressInIpv6IsThatAddress() {
        failFiveTimes(HERE);
        byte[] mapped =
                ByteBuffer.allocate(16).putInt(8, 0xffff).put(12, octets(HERE)).array();
        assertThat(failed.checked(mapped, "anna", false)).isEqualTo(500);
        assertThat(fails("::1")).isZero();
    }

    @Test
    void zeroStandsForNever() {
        FailedLogins never = new FailedLogins(0, 5_000, () -> nanos);
        for (int i = 0; i < 100; i++) {
            assertThat(never.checked(octets(HERE), "anna", false)).isZero();
        }
        assertThat(never.slows(octets(HERE))).isFalse();
        assertThat(never.size()).isZero();
    }

    @Test
    void rightPasswordsLeaveNothing() {
        failFiveTimes(HERE);
        assertThat(succeeds("192.0.2.8")).isZero();
        assertThat(failed.size()).isEqualTo(1);
        succeeds(HERE);
        assertThat(failed.size()).isZero();
    }

    @Test
    void theOldestOfTooManyAddressesIsForgotten() {
        failFiveTimes(HERE);
        for (int i = 0; i < FailedLogins.MOST + 10; i++) {
            pass(Duration.ofNanos(1));
            failed.checked(ByteBuffer.allocate(4).putInt(i).array(), "anna", false);
        }
        assertThat(failed.size()).isEqualTo(FailedLogins.MOST);
        assertThat(failed.slows(octets(HERE))).isFalse();
        pass(Duration.ofSeconds(61));
        fails(HERE);
        assertThat(failed.size()).as("those that are over go together").isEqualTo(1);
    }

    @Test
    void oneLineTellsWhenItBegins() {
        Logger logger = (Logger) LoggerFactory.getLogger(FailedLogins.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        try {
            failed.checked(octets("2001:db8::1"), "anna", false);
            for (int i = 0; i < 20; i++) {
                failed.checked(octets("2001:db8::1"), "an\nna", false);
            }
        } finally {
            logger.setLevel(null); // as its parents say
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "logins from 2001:db8:0:0::/64 are slowed down: 5 failures, the last for user 'an?na'");
    }
}
