package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.Rejected;
import io.lamplighter.driver.DriverException.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding things: by a description, a list, or a directory. */
class DirectoryTest extends WotTest {
    private static final String THING = "'properties':{'x':{'type':'number','forms':[{'href':'/x'}]}}";

    private List<DiscoveredDevice> found(String at) {
        return driver.discover(Account.named("default"), at)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private DriverException discoveryFailure(String at) {
        return failure(driver.discover(Account.named("default"), at).collect().asList());
    }

    private static String thing(String id, String more) {
        return StubThing.description(more + THING).replace("urn:stub", id).replace("Stub", "Thing " + id);
    }

    private String url(String path) {
        return "http://" + stub.authority() + path;
    }

    @Test
    void aDescriptionIsOneDevice() {
        stub.described("'@type':['SmartPlug','OnOffSwitch']," + THING);

        assertThat(found(url("/td"))).containsExactly(new DiscoveredDevice("Stub", "plug", Map.of("td", url("/td"))));
    }

    @Test
    void aHostIsAskedAtItsWellKnownAddressAndThenAtItsRoot() {
        stub.answering("/", "[\"/one\",\"%s\",\"/gone\",\"http://127.0.0.1:1/\"]".formatted(url("/two")))
                .answering("/one", thing("urn:1", ""))
                .answering("/two", thing("urn:2", ""));

        assertThat(found(stub.authority()))
                .extracting(DiscoveredDevice::vendorIds)
                .containsExactly(Map.of("td", url("/one")), Map.of("td", url("/two")));
        assertThat(stub.asked).startsWith("GET /.well-known/wot", "GET /");

        stub.answering("/.well-known/wot", thing("urn:3", ""));
        assertThat(found(stub.authority())).extracting(DiscoveredDevice::name).containsExactly("Thing urn:3");
    }

    @Test
    void aListedThingIsNamedByItsOwnAddressWhereItHasOne() {
        stub.answering("/things", "[%s,%s]".formatted(thing("urn:a b", ""), thing("urn:2", "")))
                .answering("/things/urn%3Aa%20b", thing("urn:a b", ""));

        assertThat(found(url("/things")))
                .extracting(DiscoveredDevice::vendorIds)
                .containsExactly(Map.of("td", url("/things/urn%3Aa%20b")), Map.of("td", url("/things/urn%3A2")));
    }

    @Test
    void linksAndHrefsAreAddressesToo() {
        stub.answering("/a", "{\"members\":[%s]}".formatted(thing("urn:1", "'links':[{'rel':'self','href':'/self'}],")))
                .answering("/self", thing("urn:1", ""))
                .answering("/b", "{\"things\":[%s]}".formatted(thing("urn:2", "'href':'/href',")))
                .answering("/href", thing("urn:2", ""));

        assertThat(found(url("/a")))
                .extracting(DiscoveredDevice::vendorIds)
                .containsExactly(Map.of("td", url("/self")));
        assertThat(found(url("/b")))
                .extracting(DiscoveredDevice::vendorIds)
                .containsExactly(Map.of("td", url("/href")));
    }

    @Test
    void aThingThatLiesOnlyInAListIsNamedByItsIdThere() {
        stub.answering(
                "/list",
                "[%s,%s,7,{}]".formatted(thing("urn:1", ""), thing("urn:2", "'links':[{'rel':'self','href':'/no'}],")));

        assertThat(found(url("/list")))
                .extracting(DiscoveredDevice::vendorIds)
                .containsExactly(
                        Map.of("td", url("/list"), "thing", "urn:1"), Map.of("td", url("/list"), "thing", "urn:2"));
    }

    @Test
    void aDirectoryIsReadPageByPage() {
        stub.answering(
                        "/.well-known/wot",
                        StubThing.description(
                                "'@type':'https://www.w3.org/2022/wot/discovery#ThingDirectory','properties':{'things':{'forms':[{'href':'/d'}]}}"))
                .answering("/d", request -> {
                    var page = request.getParam("page", "0");
                    if (page.equals("0")) {
                        request.response().putHeader("Link", "</d>; rel=\"first\", </d?page=1>; rel=\"next\"");
                    }
                    request.response().end(page.equals("0") ? "[\"/t1\"]" : "[\"/t2\"]");
                })
                .answering("/t1", thing("urn:1", ""))
                .answering("/t2", thing("urn:2", ""));

        assertThat(found(stub.authority()))
                .extracting(DiscoveredDevice::name)
                .containsExactly("Thing urn:1", "Thing urn:2");
    }

    @Test
    void aDirectoryThatNeverEndsIsLeft() {
        stub.answering(
                "/d",
                request ->
                        request.response().putHeader("Link", "</d>; rel=next").end("[]"));

        assertThat(found(url("/d"))).isEmpty();
        assertThat(stub.asked).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "null", "7", "<html>", "{\"things\":[]}"})
    void findsNothingButDescriptions(String body) {
        stub.answering("/td", body);

        assertThat(discoveryFailure(url("/td"))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void whereNobodyIsNothingIsFound() {
        assertThat(discoveryFailure("127.0.0.1:1")).isInstanceOf(Unreachable.class);
        assertThat(discoveryFailure(stub.authority())).isInstanceOf(Rejected.class);
        for (var at : List.of("", "ftp://x", "http://a:b@c/", "a b")) {
            assertThat(discoveryFailure(at)).isInstanceOf(Rejected.class);
        }
    }
}
