package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.DriverException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellyAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.1.20, 192.168.1.20, 80, ''",
        "shellyplusplugs-e86beaeaa000.local, shellyplusplugs-e86beaeaa000.local, 80, ''",
        "127.0.0.1:8085/dev-3, 127.0.0.1, 8085, /dev-3",
        "house.example:81/a/b.c/, house.example, 81, /a/b.c",
        "[fe80::1]:8080, fe80::1, 8080, ''",
        "h, h, 80, ''"
    })
    void readsHostPortAndPath(String text, String host, int port, String path) {
        assertThat(ShellyAddress.parse(text)).isEqualTo(new ShellyAddress(host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://192.168.1.20",
                "user@host",
                "user:secret@host",
                "host?x=1",
                "host/path?x",
                "host#f",
                "host/../etc",
                "host/./a",
                "host//a",
                "host/%2e%2e",
                "host:0",
                "host:65536",
                "host:99999999",
                "host:",
                "-host",
                "host.",
                "ho st",
                "host\r\nX: y",
                "host\n",
                "höst",
                "[::1",
                "host\\a"
            })
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> ShellyAddress.parse(text))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageContaining("vendorIds.address");
    }
}
