package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.RateLimited;
import io.lamplighter.driver.DriverException.Rejected;
import io.lamplighter.driver.DriverException.Unreachable;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.VendorDevice;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching and keeping descriptions, and what is made of bad ones. */
class DescriptionsTest extends WotTest {
    private static final String X = "'properties':{'x':{'type':'number','forms':[{'href':'/x'}]}}";

    private static VendorDevice at(String td) {
        return new VendorDevice("default", Map.of("td", td));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(401, "", AuthenticationFailed.class),
                Arguments.of(403, "", AuthenticationFailed.class),
                Arguments.of(404, "", Rejected.class),
                Arguments.of(410, "", Rejected.class),
                Arguments.of(406, "", Rejected.class),
                Arguments.of(408, "", Unreachable.class),
                Arguments.of(429, "", RateLimited.class),
                Arguments.of(500, "", Unreachable.class),
                Arguments.of(502, "<html>", Unreachable.class),
                Arguments.of(503, "", Unreachable.class),
                Arguments.of(204, "", ProtocolViolation.class),
                Arguments.of(200, "", ProtocolViolation.class),
                Arguments.of(200, "null", ProtocolViolation.class),
                Arguments.of(200, "{}", ProtocolViolation.class),
                Arguments.of(200, "{\"title\":\"x\"}", ProtocolViolation.class),
                Arguments.of(200, "{\"@context\":\"x\",\"properties\":[]}", ProtocolViolation.class),
                Arguments.of(
                        200,
                        "{\"@context\":\"x\",\"@type\":\"tm:ThingModel\",\"properties\":{}}",
                        ProtocolViolation.class),
                Arguments.of(200, "[]", Rejected.class),
                Arguments.of(200, "<!doctype html>", ProtocolViolation.class),
                Arguments.of(200, "[".repeat(5000), ProtocolViolation.class),
                Arguments.of(
                        200,
                        "{\"@context\":\"x\",\"properties\":{\"x\":" + "{\"properties\":{\"a\":".repeat(2000),
                        ProtocolViolation.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void meansOneOfTheFailures(int status, String body, Class<? extends DriverException> expected) {
        stub.answering(
                "/td", request -> request.response().setStatusCode(status).end(body));

        assertThat(readFailure(stub.device())).isExactlyInstanceOf(expected);
        assertThat(stub.asked).containsExactly("GET /td");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'properties':{'x':7}",
                "'properties':{'x':{'forms':7}}",
                "'properties':{'x':{'forms':[7,{},{'href':9},{'href':'http://['}]}}",
                "'properties':{'x':{'type':7,'unit':{},'forms':[{'href':'mailto:a@b'}]}}",
                "'properties':{'x':{'type':'object','forms':[{'href':'x'}]}}",
                "'properties':{'x':{'type':'array','forms':[{'href':'x'}]}}",
                "'properties':{'x':{'type':'null','forms':[{'href':'x'}]}}",
                "'properties':{'x':{'type':'number','forms':[{'href':'{'}]}}",
                "'properties':{'x':{'type':'number','forms':[{'href':'x','htv:methodName':'BREW'}]}}",
                "'properties':{'x':{'type':'number','forms':[{'href':'http://user:secret@127.0.0.1/x'}]}}",
                "'forms':[{'op':'readallproperties','href':'x'}]",
                "'base':'coap://x','properties':{'x':{'type':'number','forms':[{'href':'x'}]}}"
            })
    void whatCannotBeUsedIsUnsupported(String members) {
        stub.described(members);

        assertThat(readFailure(stub.device()))
                .isInstanceOf(DriverException.Unsupported.class)
                .hasMessageNotContaining("secret");
        assertThat(stub.asked).containsExactly("GET /td");
    }

    @Test
    void hugeDescriptionsAreRefused() {
        stub.answering("/td", StubThing.description("'description':'" + "x".repeat(1 << 20) + "'"));
        assertThat(readFailure(stub.device()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("1024 KiB");

        var many = new StringBuilder("'properties':{'p0':{}");
        for (var number = 1; number < 600; number++) {
            many.append(",'p").append(number).append("':{}");
        }
        stub.described(many + "}");
        assertThat(readFailure(stub.device()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("512");
    }

    @Test
    void answersWithoutEndAreCutOff() {
        stub.described(X).answering("/x", request -> {
            request.response().setChunked(true);
            var timer = vertx.setPeriodic(1, tick -> request.response().write("1".repeat(16_384)));
            request.response().closeHandler(closed -> vertx.cancelTimer(timer));
        });

        assertThat(readFailure(stub.device()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("256 KiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) {
        stub.answering(
                "/td",
                request -> request.response()
                        .setStatusCode(status)
                        .putHeader("Location", "/other")
                        .end());
        assertThat(readFailure(stub.device()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("redirects");

        stub.described(X)
                .answering(
                        "/x",
                        request -> request.response()
                                .setStatusCode(status)
                                .putHeader("Location", "/other")
                                .end());
        assertThat(readFailure(stub.device())).isInstanceOf(ProtocolViolation.class);
        assertThat(stub.asked).containsExactly("GET /td", "GET /td", "GET /x");
    }

    @Test
    void whatIsNotHttpIsAProtocolViolation() {
        var server = Servient.await(vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.handler(data -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")))
                .listen(0));

        assertThat(readFailure(at("http://127.0.0.1:" + server.actualPort()))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void nobodyThereIsUnreachable() {
        assertThat(readFailure(at("http://127.0.0.1:1/td"))).isInstanceOf(Unreachable.class);
        assertThat(readFailure(at("http://no-such-host.invalid/td"))).isInstanceOf(Unreachable.class);
        assertThat(readFailure(at("https://" + stub.authority() + "/td"))).isInstanceOf(Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1/td",
                "coap://127.0.0.1/td",
                "file:///etc/passwd",
                "http://",
                "http://me:secret@127.0.0.1/td",
                "http://a b/",
                "http:td"
            })
    void addressesThatAreNoneAreRejected(String td) {
        assertThat(readFailure(at(td)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("vendorIds.td")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "=1", "a=1&b", "a=%zz"})
    void variablesThatAreNoneAreRejected(String variables) {
        var device = new VendorDevice("default", Map.of("td", "http://127.0.0.1:1/", "variables", variables));

        assertThat(readFailure(device)).isInstanceOf(Rejected.class).hasMessageContaining("vendorIds.variables");
    }

    @Test
    void aDescriptionIsKeptForFiveMinutesWhereNothingIsSaid() {
        stub.described(X).answering("/x", "1");

        assertThat(read()).hasSize(1);
        pass(Duration.ofSeconds(299));
        assertThat(read()).hasSize(1);
        assertThat(stub.asked).containsExactly("GET /td", "GET /x", "GET /x");
        pass(Duration.ofSeconds(2));
        assertThat(read()).hasSize(1);
        assertThat(stub.asked).endsWith("GET /td", "GET /x");
    }

    @Test
    void afterThatItIsAskedForOnConditionThatItHasChanged() {
        stub.answering(
                        "/td",
                        request -> request.response()
                                .putHeader("ETag", "\"7\"")
                                .putHeader("Last-Modified", "Sat, 21 Nov 2026 02:00:00 GMT")
                                .putHeader("Cache-Control", "max-age=10")
                                .setStatusCode("\"7\"".equals(request.getHeader("If-None-Match")) ? 304 : 200)
                                .end(request.getHeader("If-None-Match") == null ? StubThing.description(X) : ""))
                .answering("/x", "1");

        assertThat(read()).hasSize(1);
        pass(Duration.ofSeconds(11));
        assertThat(read()).hasSize(1);
        assertThat(stub.asked).containsExactly("GET /td", "GET /x", "GET /td", "GET /x");
        pass(Duration.ofSeconds(9));
        assertThat(read()).hasSize(1);
        assertThat(stub.asked).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 300",
                "max-age=60 | 60",
                "public, max-age=7, immutable | 7",
                "no-cache | 0",
                "max-age=9, no-store | 0",
                "max-age=999999999 | 3600",
                "max-age=soon | 300",
                "s-maxage=5 | 300"
            })
    void isKeptAsLongAsItsHeaderSays(String header, long seconds) {
        assertThat(Descriptions.freshness(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void whatIsRefusedMakesTheDescriptionDoubtful() {
        stub.described(X).answering("/x", "1");
        assertThat(read()).hasSize(1);
        stub.described(X.replace("/x", "/y")).answering("/x", 404).answering("/y", "2");

        assertThat(readFailure(stub.device())).isInstanceOf(Rejected.class);
        assertThat(read()).containsEntry("x", "2.0 1");
    }

    @Test
    void aThingIsChosenFromAListByItsId() {
        stub.answering(
                        "/td",
                        "[%s,%s]"
                                .formatted(
                                        StubThing.description(X).replace("urn:stub", "urn:other"),
                                        StubThing.description(X.replace("'x'", "'z'"))))
                .answering("/x", "1");
        var td = stub.device().vendorId("td");

        var device = new VendorDevice("default", Map.of("td", td, "thing", "urn:stub"));
        assertThat(shown(awaited(driver.read(device, Scope.ALL)))).containsOnlyKeys("z");
        assertThat(readFailure(new VendorDevice("default", Map.of("td", td, "thing", "urn:nobody"))))
                .isInstanceOf(Rejected.class);
        assertThat(readFailure(stub.device())).isInstanceOf(Rejected.class).hasMessageContaining("vendorIds.thing");
    }

    @Test
    void whenToComeBackIsHandedOn() {
        stub.described(X)
                .answering(
                        "/x",
                        request -> request.response()
                                .setStatusCode(429)
                                .putHeader("Retry-After", "7")
                                .end());

        assertThat(readFailure(stub.device()))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7)));
        stub.answering(
                "/x",
                request -> request.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", "999999999")
                        .end());
        assertThat(readFailure(stub.device()))
                .isInstanceOfSatisfying(
                        Unreachable.class, busy -> assertThat(busy.retryAfter()).contains(Duration.ofDays(1)));
    }

    @Test
    void aDescriptionMayLeadToAnotherPort() {
        try (var other = new StubThing(vertx).answering("/x", "1")) {
            stub.described("'base':'http://%s','properties':{'x':{'type':'number','forms':[{'href':'x'}]}}"
                    .formatted(other.authority()));

            assertThat(read()).hasSize(1);
            assertThat(other.asked).containsExactly("GET /x");
        }
    }
}
