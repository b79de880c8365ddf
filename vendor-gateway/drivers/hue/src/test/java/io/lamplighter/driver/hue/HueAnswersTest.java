package io.lamplighter.driver.hue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.RateLimited;
import io.lamplighter.driver.DriverException.Rejected;
import io.lamplighter.driver.DriverException.Unreachable;
import io.lamplighter.driver.DriverException.Unsupported;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver makes of answers that no good bridge gives, and of those that only some give. */
class HueAnswersTest {
    private static final String DEVICE = "{\"id\":\"d1\",\"type\":\"device\",\"services\":["
            + "{\"rid\":\"l1\",\"rtype\":\"light\"},{\"rid\":\"l2\",\"rtype\":\"light\"},{\"rid\":\"z1\",\"rtype\":\"zigbee_connectivity\"},"
            + "{\"rid\":\"t1\",\"rtype\":\"taxi\"}]}";

    private final Servers servers = new Servers();
    private final HueDriver driver = new HueDriver(servers.vertx());
    private final Map<String, String> resources = new HashMap<>(Map.of(
            "device/d1",
            DEVICE,
            "light/l1",
            "{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":true},\"dimming\":{\"brightness\":55.5},\"tomorrow\":{}}",
            "light/l2",
            "{\"id\":\"l2\",\"type\":\"light\",\"on\":{\"on\":false},\"color_temperature\":{\"mirek\":null,\"mirek_valid\":false}}",
            "zigbee_connectivity/z1",
            "{\"id\":\"z1\",\"type\":\"zigbee_connectivity\",\"status\":\"connected\"}"));

    @AfterEach
    void close() {
        driver.close();
        servers.close();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(401, "", AuthenticationFailed.class),
                Arguments.of(403, "<html>forbidden</html>", AuthenticationFailed.class),
                Arguments.of(404, "", Rejected.class),
                Arguments.of(404, "{\"errors\":[{\"description\":\"Not Found\"}],\"data\":[]}", Rejected.class),
                Arguments.of(400, "{\"errors\":[{\"description\":\"invalid\"}]}", Rejected.class),
                Arguments.of(200, "{\"errors\":[{\"description\":\"Not Found\"}],\"data\":[]}", Rejected.class),
                Arguments.of(200, "{\"errors\":[{\"description\":\"Not Found\"}]}", Rejected.class),
                Arguments.of(429, "", RateLimited.class),
                Arguments.of(503, "", RateLimited.class),
                Arguments.of(500, "", Unreachable.class),
                Arguments.of(507, "{\"errors\":[]}", Unreachable.class),
                Arguments.of(408, "", Unreachable.class),
                Arguments.of(204, "", ProtocolViolation.class),
                Arguments.of(200, "", ProtocolViolation.class),
                Arguments.of(200, "null", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":[]}", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":[null]}", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":[{\"type\":\"device\"}]}", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":[" + DEVICE + "]", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":[" + DEVICE + "]}}", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":[" + DEVICE.replace("d1", "d2") + "]}", ProtocolViolation.class),
                Arguments.of(200, "{\"data\":" + "[".repeat(5000), ProtocolViolation.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void meansOneOfTheFailures(int status, String body, Class<? extends DriverException> expected) {
        var device = device(servers.serve(
                request -> request.response().setStatusCode(status).end(body)));

        var failure = Servers.failure(driver.read(device, Scope.ALL));

        assertThat(failure).isExactlyInstanceOf(expected);
        assertThat(failure.getMessage()).doesNotContain("a-key", "Exception");
        assertThat(servers.asked()).hasSize(1);
    }

    static Stream<Arguments> lights() {
        return Stream.of(
                Arguments.of("{\"on\":{\"on\":\"true\"}}", ProtocolViolation.class),
                Arguments.of("{\"on\":{\"on\":1}}", ProtocolViolation.class),
                Arguments.of("{\"dimming\":{\"brightness\":\"12\"}}", ProtocolViolation.class),
                Arguments.of("{\"dimming\":{\"brightness\":NaN}}", ProtocolViolation.class),
                Arguments.of("{\"dimming\":{\"brightness\":1e999}}", ProtocolViolation.class),
                Arguments.of("{\"color\":{\"xy\":[0.1,0.2]}}", ProtocolViolation.class),
                Arguments.of("{\"on\":[]}", Unsupported.class),
                Arguments.of("{}", Unsupported.class));
    }

    @ParameterizedTest
    @MethodSource("lights")
    void readsNothingButWhatIsPromised(String light, Class<? extends DriverException> expected) {
        resources.put(
                "light/l1",
                light.replaceFirst("\\{", "{\"id\":\"l1\",\"type\":\"light\"" + (light.length() > 2 ? "," : "")));
        resources.remove("light/l2");
        var device = device(servers.serve(this::answer));

        assertThat(Servers.failure(driver.read(device, Scope.ALL))).isExactlyInstanceOf(expected);
    }

    @Test
    void readsEveryServiceOfADeviceAndPassesOverWhatItDoesNotKnow() {
        var device = device(servers.serve(this::answer));

        assertThat(Servers.await(driver.read(device, Scope.ALL)))
                .extracting(Observation::name)
                .containsExactly("on", "brightness", "on_2");
        assertThat(servers.asked())
                .containsExactlyInAnyOrder(
                        "GET /clip/v2/resource/device/d1",
                        "GET /clip/v2/resource/light/l1",
                        "GET /clip/v2/resource/light/l2",
                        "GET /clip/v2/resource/zigbee_connectivity/z1");
    }

    @Test
    void aServiceThatIsGoneIsPassedOver() {
        resources.remove("light/l1");
        var device = device(servers.serve(this::answer));

        assertThat(Servers.await(driver.read(device, Scope.ALL)))
                .extracting(Observation::name)
                .containsExactly("on_2");
    }

    /** As diyHue (github.com/diyhue/diyHue) answers of a button, and of a part that it does not find. */
    @ParameterizedTest
    @ValueSource(strings = {"[{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":true}}]", "null", "[]", "7"})
    void aServiceThatIsNotToldAloneIsSoughtAmongItsLike(String alone) {
        resources.put("light/l1", alone);
        resources.put("light", "{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":true}}");
        var device = device(servers.serve(this::answer));

        assertThat(Servers.await(driver.read(device, Scope.ALL)))
                .extracting(Observation::name)
                .containsExactly("on", "on_2");
        assertThat(servers.asked()).contains("GET /clip/v2/resource/light");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T04:05:06, 2026-02-03T04:05:06Z",
        "2026-02-03T04:05:06.789, 2026-02-03T04:05:06.789Z",
        "2026-02-03T05:05:06+01:00, 2026-02-03T04:05:06Z"
    })
    void aTimeWithoutAZoneIsUtc(String told, Instant expected) {
        sensor(told);
        var device = device(servers.serve(this::answer));

        assertThat(Servers.await(driver.read(device, Scope.ALL)))
                .contains(new Observation.Attribute("temperature", 21.5, "Cel", expected));
    }

    @Test
    void aSensorThatHasNeverToldAnythingTellsWhatElseItKnows() {
        sensor("none");
        var account = servers.serve(this::answer);
        var device = device(account);

        assertThat(Servers.await(driver.read(device, Scope.ALL)))
                .extracting(Observation::name)
                .containsExactly("temperature_enabled");
        assertThat(Servers.await(driver.readAll(account, Set.of(device), Scope.ALL)))
                .singleElement()
                .satisfies(reading -> assertThat(reading.failure()).isEmpty());
    }

    private void sensor(String changed) {
        resources.clear();
        resources.put(
                "device/d1",
                "{\"id\":\"d1\",\"type\":\"device\",\"services\":[{\"rid\":\"t1\",\"rtype\":\"temperature\"}]}");
        resources.put(
                "temperature/t1",
                "{\"id\":\"t1\",\"type\":\"temperature\",\"enabled\":true,\"temperature\":{\"temperature_report\":{\"changed\":\"%s\",\"temperature\":21.5}}}"
                        .formatted(changed));
    }

    @Test
    void theColdestWhiteIsToldThoughItIsSaidNotToBeValid() {
        resources.put(
                "light/l1",
                "{\"id\":\"l1\",\"type\":\"light\",\"color_temperature\":{\"mirek\":153,\"mirek_valid\":false}}");
        var device = device(servers.serve(this::answer));

        assertThat(Servers.await(driver.set(device, new Setting("color_temperature", 153))))
                .filteredOn(observation -> observation.name().equals("color_temperature"))
                .extracting(Observation::value)
                .containsExactly(153.0);
    }

    /** Rooms list what belongs to their devices at bridges of before 2022, and at diyHue. */
    @Test
    void aRoomTellsAndSetsWhatIsItsOwn() {
        var room = room();

        assertThat(Servers.await(driver.read(room, Scope.ALL)))
                .extracting(Observation::name, Observation::value)
                .containsExactly(tuple("on", false), tuple("brightness", 12.5));
        assertThat(Servers.await(driver.set(room, new Setting("on", true)))).isNotEmpty();
        assertThat(servers.asked())
                .filteredOn(asked -> asked.startsWith("PUT"))
                .containsExactly("PUT /clip/v2/resource/grouped_light/g1");
    }

    /** A group takes colours, and tells none. */
    @ParameterizedTest
    @ValueSource(strings = {"room/r1", "zone/n1", "bridge_home/h1"})
    void theColourOfAGroupIsReadBackFromItsLights(String group) {
        resources.put(
                "zone/n1",
                "{\"id\":\"n1\",\"type\":\"zone\",\"children\":[{\"rid\":\"l1\",\"rtype\":\"light\"}],"
                        + "\"services\":[{\"rid\":\"g1\",\"rtype\":\"grouped_light\"}]}");
        resources.put(
                "bridge_home",
                "{\"id\":\"h1\",\"type\":\"bridge_home\",\"children\":[{\"rid\":\"h1\",\"rtype\":\"bridge_home\"},{\"rid\":\"r1\",\"rtype\":\"room\"}],"
                        + "\"services\":[{\"rid\":\"g1\",\"rtype\":\"grouped_light\"}]}");
        var device = new VendorDevice(room().account(), Map.of("device", group));

        assertThat(Servers.await(driver.set(device, new Setting("color_temperature", 300))))
                .extracting(Observation::name, Observation::value)
                .contains(tuple("color_temperature", 300.0));
        assertThat(Servers.failure(driver.set(device, new Setting("color_xy", "0.3,0.3"))))
                .isInstanceOf(Unsupported.class);
    }

    private VendorDevice room() {
        resources.put(
                "light/l1",
                "{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":true},\"color_temperature\":{\"mirek\":300,\"mirek_valid\":true}}");
        resources.put(
                "room/r1",
                "{\"id\":\"r1\",\"type\":\"room\",\"children\":[{\"rid\":\"d0\",\"rtype\":\"device\"},{\"rid\":\"d1\",\"rtype\":\"device\"}],"
                        + "\"services\":[{\"rid\":\"l1\",\"rtype\":\"light\"},{\"rid\":\"g1\",\"rtype\":\"grouped_light\"}]}");
        resources.put(
                "grouped_light/g1",
                "{\"id\":\"g1\",\"type\":\"grouped_light\",\"on\":{\"on\":false},\"dimming\":{\"brightness\":12.5},\"color_temperature\":{}}");
        return new VendorDevice(servers.serve(this::answer), Map.of("device", "room/r1"));
    }

    @Test
    void aDialIsNotCalledByANumberThatIsNone() {
        resources.clear();
        resources.put(
                "device/d1",
                "{\"id\":\"d1\",\"type\":\"device\",\"services\":[{\"rid\":\"y1\",\"rtype\":\"relative_rotary\"}]}");
        resources.put(
                "relative_rotary/y1",
                "{\"id\":\"y1\",\"type\":\"relative_rotary\",\"metadata\":{\"control_id\":0},\"relative_rotary\":"
                        + "{\"rotary_report\":{\"updated\":\"2026-02-03T04:05:06Z\",\"action\":\"start\"}}}");
        var device = device(servers.serve(this::answer));

        assertThat(Servers.await(driver.read(device, Scope.ALL)))
                .extracting(Observation::name)
                .containsExactly("rotary_event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disconnected", "connectivity_issue"})
    void whatTheBridgeDoesNotReachIsUnreachable(String status) {
        resources.put(
                "zigbee_connectivity/z1",
                "{\"id\":\"z1\",\"type\":\"zigbee_connectivity\",\"status\":\"%s\"}".formatted(status));
        var account = servers.serve(this::answer);
        var device = device(account);

        assertThat(Servers.failure(driver.read(device, Scope.ALL)))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining(status);
        assertThat(Servers.await(driver.readAll(account, Set.of(device), Scope.ALL)))
                .singleElement()
                .satisfies(reading -> assertThat(reading.failure()).get().isInstanceOf(Unreachable.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x/y", "room/", "room/a/b", "../config", "a b", "taxi/1", "a?b", "ä"})
    void rejectsIdsOfAnotherShape(String id) {
        var account = servers.serve(this::answer);
        var device = new VendorDevice(account, Map.of("device", id));

        assertThat(Servers.failure(driver.read(device, Scope.ALL))).isInstanceOf(Rejected.class);
        assertThat(servers.asked()).isEmpty();
    }

    @Test
    void idsOfTheBridgeCannotLeadElsewhere() {
        resources.put("device/d1", DEVICE.replace("l1", "../../api"));
        var device = device(servers.serve(this::answer));

        assertThat(Servers.failure(driver.read(device, Scope.ALL))).isInstanceOf(ProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsAreNotFollowed(int status) {
        var elsewhere = servers.start(Servers.CERTIFICATE, this::answer);
        var device = device(servers.serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "https://127.0.0.1:" + elsewhere + request.uri())
                .end()));

        assertThat(Servers.failure(driver.read(device, Scope.ALL))).isInstanceOf(ProtocolViolation.class);
        assertThat(servers.asked()).hasSize(1);
    }

    @Test
    void answersWithoutEndAreCutOff() {
        var device = device(servers.serve(this::endless));

        assertThat(Servers.failure(driver.read(device, Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("256 KiB");
    }

    @Test
    void listingsWithoutEndAreCutOff() {
        var account = servers.serve(this::endless);

        assertThat(Servers.failure(driver.readAll(account, Set.of(device(account)), Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("16384 KiB");
    }

    @Test
    void whatEndsInTheMiddleIsUnreachable() {
        var device = device(servers.serve(request -> {
            request.response().putHeader("Content-Length", "1000").write("{\"data\":");
            request.connection().close();
        }));

        assertThat(Servers.failure(driver.read(device, Scope.ALL))).isInstanceOf(Unreachable.class);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                Arguments.of("7", Duration.ofSeconds(7)),
                Arguments.of("Wed, 21 Oct 2015 07:28:00 GMT", Duration.ZERO),
                Arguments.of("999999999", Duration.ofDays(1)),
                Arguments.of("soon", null),
                Arguments.of("-1", null));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void handsOnWhenToComeBack(String header, Duration expected) {
        for (var status : List.of(429, 503)) {
            var device = device(servers.serve(request -> request.response()
                    .setStatusCode(status)
                    .putHeader("Retry-After", header)
                    .end()));

            assertThat(Servers.failure(driver.read(device, Scope.ALL)))
                    .isInstanceOfSatisfying(
                            RateLimited.class,
                            limited -> assertThat(limited.retryAfter().orElse(null))
                                    .isEqualTo(expected));
        }
    }

    @Test
    void takesTheTimeOfTheBridgeWhereItIsNear() {
        var near = Instant.now().minusSeconds(20).truncatedTo(ChronoUnit.SECONDS);

        assertThat(validAt(near)).isEqualTo(near);
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, 86_400, -3_600, 120})
    void takesOurTimeWhereThatOfTheBridgeIsFar(long away) {
        assertThat(validAt(Instant.now().plusSeconds(away))).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    }

    private Instant validAt(Instant date) {
        var device = device(servers.serve(request -> {
            request.response()
                    .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
            answer(request);
        }));
        return Servers.await(driver.read(device, Scope.ALL)).getFirst().validAt();
    }

    @Test
    void setsTheSecondLightAndReadsItBack() {
        var device = device(servers.serve(this::answer));

        var readBack = Servers.await(driver.set(device, new Setting("on_2", true)));

        assertThat(readBack)
                .filteredOn(observation -> observation.name().equals("on_2"))
                .hasSize(1);
        assertThat(servers.asked()).startsWith("GET /clip/v2/resource/device/d1", "PUT /clip/v2/resource/light/l2");
        assertThat(Servers.failure(driver.set(device, new Setting("on_3", true))))
                .isInstanceOf(Unsupported.class);
        assertThat(Servers.failure(driver.set(device, new Setting("motion_enabled", true))))
                .isInstanceOf(Unsupported.class);
    }

    @Test
    void aChangeThatMayHaveNoEffectIsRejected() {
        var device = device(servers.serve(request -> {
            if (request.method().name().equals("PUT")) {
                request.response()
                        .setStatusCode(207)
                        .end("{\"data\":[{\"rid\":\"l1\",\"rtype\":\"light\"}],\"errors\":[{\"description\":"
                                + "\"device (light) has communication issues, command (on) may not have effect\"}]}");
            } else {
                answer(request);
            }
        }));

        assertThat(Servers.failure(driver.set(device, new Setting("on", false))))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("communication issues");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "brightness | -1",
                "brightness | 100.5",
                "brightness | NaN",
                "brightness | Infinity",
                "color_temperature | 2700",
                "color_temperature | NaN"
            })
    void refusesNumbersOutOfRange(String name, double value) {
        var device = device(servers.serve(this::answer));

        assertThat(Servers.failure(driver.set(device, new Setting(name, value))))
                .isInstanceOf(Rejected.class);
        assertThat(servers.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "brightness | bright",
                "on | yes",
                "color_xy | 1.5,0.2",
                "color_xy | 0.1",
                "color_xy | 0.1,0.2,0.3",
                "color_xy | 0.1.2,0.3",
                "color_xy | .,.",
                "effect | '; drop'",
                "effect | ''"
            })
    void refusesTextsThatMeanNothing(String name, String value) {
        var device = device(servers.serve(this::answer));

        assertThat(Servers.failure(driver.set(device, new Setting(name, value))))
                .isInstanceOf(Rejected.class);
        assertThat(servers.asked()).isEmpty();
    }

    @Test
    void findsDevicesOnlyWhereTheKeyBelongs() {
        var account = servers.serve(this::answer);
        var elsewhere = "127.0.0.1:" + servers.start(Servers.CERTIFICATE, this::answer);

        var found = driver.discover(account, elsewhere).collect().asList();

        assertThat(Servers.failure(found)).isInstanceOf(Rejected.class);
        assertThat(servers.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "ümläut"})
    void aKeyThatIsNoneIsNotSent(String key) {
        var port = servers.start(Servers.CERTIFICATE, this::answer);
        var account = new Account(
                "hall",
                Servers.account(port, Map.of("fingerprint", Servers.CERTIFICATE.fingerprint()))
                        .settings(),
                secret -> Optional.of(key));

        assertThat(Servers.failure(driver.check(account))).isInstanceOf(AuthenticationFailed.class);
        assertThat(servers.asked()).isEmpty();
    }

    private void answer(HttpServerRequest request) {
        var path = request.path().replace("/clip/v2/resource", "");
        if (path.isEmpty()) {
            request.response().end("{\"errors\":[],\"data\":[%s]}".formatted(String.join(",", resources.values())));
            return;
        }
        var resource = resources.get(path.substring(1));
        request.response()
                .setStatusCode(resource == null ? 404 : 200)
                .end("{\"errors\":[],\"data\":[%s]}".formatted(resource == null ? "" : resource));
    }

    private void endless(HttpServerRequest request) {
        var response = request.response().setChunked(true);
        response.write("{\"data\":[\"");
        var timer = servers.vertx().setPeriodic(1, tick -> {
            for (var number = 0; number < 20 && !response.writeQueueFull(); number++) {
                response.write("x".repeat(16_384));
            }
        });
        response.closeHandler(closed -> servers.vertx().cancelTimer(timer));
    }

    private static VendorDevice device(Account account) {
        return new VendorDevice(account, Map.of("device", "d1"));
    }
}
