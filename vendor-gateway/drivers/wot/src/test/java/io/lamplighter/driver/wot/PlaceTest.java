package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lamplighter.driver.DriverException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK", "::1, LOOPBACK", "10.1.2.3, PRIVATE", "172.16.0.1, PRIVATE", "172.32.0.1, PUBLIC",
                "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE", "100.128.0.1, PUBLIC", "fd00::1, PRIVATE", "fe80::1%eth0, NOWHERE",
                "169.254.169.254, NOWHERE", "0.0.0.0, NOWHERE",
        "224.0.0.1, NOWHERE", "ff02::1, NOWHERE", "8.8.8.8, PUBLIC", "2001:db8::1, PUBLIC",
                "::ffff:127.0.0.1, LOOPBACK", "::ffff:10.0.0.1, PRIVATE",
        "localhost, NOWHERE"
    })
    void tellsHowNearAnAddressIs(String address, Nearness expected) {
        assertThat(Nearness.of(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, PUBLIC, '', true",
        "PUBLIC, PRIVATE, '', false",
        "PUBLIC, LOOPBACK, '', false",
        "PRIVATE, PUBLIC, '', true",
        "PRIVATE, PRIVATE, '', true",
        "PRIVATE, LOOPBACK, '', false",
        "LOOPBACK, PRIVATE, '', true",
        "LOOPBACK, NOWHERE, '', false",
        "PUBLIC, PRIVATE, 'a.example, there.example', true",
        "PUBLIC, PRIVATE, *, true",
        "PUBLIC, PRIVATE, other.example, false"
    })
    void aDescriptionLeadsNoNearerThanItLiesItself(Nearness its, Nearness there, String hosts, boolean allowed) {
        var place = new Place(URI.create("http://its.example/td"), its);
        var account = StubThing.account(Map.of("hosts", hosts));

        var check = assertThatCode(() -> place.check(URI.create("http://there.example:81/x"), there, account));
        if (allowed) {
            check.doesNotThrowAnyException();
        } else {
            check.isInstanceOf(DriverException.Rejected.class).hasMessageContaining("there.example:81");
        }
        assertThatCode(() -> place.check(URI.create("http://ITS.example:81/x"), there, account))
                .doesNotThrowAnyException();
    }
}
