package io.lamplighter.driver.http.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.DriverException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value stays one value, whatever is in it. */
class TemplateTest {
    private static final String NASTY = "a/b?c&d=\"e\"<f>\\ é\r\n";

    @Test
    void inAnAddress() {
        var address = Template.address("http://{host}:8080/devices/{id}/x?name={id}");

        assertThat(address.expand(Map.of("host", "192.168.1.7", "id", NASTY)))
                .isEqualTo("http://192.168.1.7:8080/devices/a%2Fb%3Fc%26d%3D%22e%22%3Cf%3E%5C%20%C3%A9%0D%0A/x"
                        + "?name=a%2Fb%3Fc%26d%3D%22e%22%3Cf%3E%5C%20%C3%A9%0D%0A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "user@host",
                "host/path",
                "host?x",
                "host#x",
                "[::1",
                "h\r\nX: y",
                "h:1:2",
                "-h",
                "http://h"
            })
    void noHostIsMoreThanAHost(String host) {
        assertThatThrownBy(() -> Template.address("http://{host}/x").expand(Map.of("host", host)))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessage("vendorIds.host must be a host, perhaps with a port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "192.168.1.7:8080", "[fe80::1]:80", "meter.example.org"})
    void hostsMayHavePorts(String host) {
        assertThat(Template.address("http://{host}/x").expand(Map.of("host", host)))
                .isEqualTo("http://" + host + "/x");
    }

    @Test
    void inJson() {
        var body = Template.body("{\"on\":{value},\"who\":\"the {name}\",\"x\":{name}}", "application/json");

        assertThat(body.expand(Map.of("value", true, "name", NASTY)))
                .isEqualTo("{\"on\":true,\"who\":\"the a/b?c&d=\\\"e\\\"<f>\\\\ é\\r\\n\","
                        + "\"x\":\"a/b?c&d=\\\"e\\\"<f>\\\\ é\\r\\n\"}");
        assertThat(body.expand(Map.of("value", new BigDecimal("1E+2"), "name", "x")))
                .startsWith("{\"on\":100,");
    }

    @Test
    void inOtherBodies() {
        assertThat(Template.body("a={v}", "application/x-www-form-urlencoded").expand(Map.of("v", "x &=é")))
                .isEqualTo("a=x+%26%3D%C3%A9");
        assertThat(Template.body("<a>{v}</a>", "text/xml").expand(Map.of("v", "</a>&'\"")))
                .isEqualTo("<a>&lt;/a&gt;&amp;&apos;&quot;</a>");
        assertThat(Template.body("say {v}", "text/plain").expand(Map.of("v", NASTY)))
                .isEqualTo("say " + NASTY);
    }

    @Test
    void inAHeader() {
        assertThat(Template.header("id {v}").expand(Map.of("v", "a b"))).isEqualTo("id a b");
        assertThatThrownBy(() -> Template.header("id {v}").expand(Map.of("v", "a\r\nX: y")))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageContaining("vendorIds.v holds characters");
    }

    @Test
    void aMissingVariableIsNamed() {
        assertThatThrownBy(() -> Template.address("http://{host}/x").expand(Map.of()))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessage("vendorIds.host is missing");
    }
}
