package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver makes of answers that the simulated vendor does not give. */
class ShellyAnswersTest {
    private static final String GET_STATUS = "GET /rpc/Shelly.GetStatus";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ShellyDriver driver;

    @BeforeEach
    void newDriver() {
        driver = new ShellyDriver(vertx);
    }

    @AfterEach
    void close() {
        driver.close();
        await(vertx.close());
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(401, "", AuthenticationFailed.class),
                Arguments.of(403, "", AuthenticationFailed.class),
                Arguments.of(404, "Not Found", Rejected.class),
                Arguments.of(404, "{\"code\":404,\"message\":\"No handler for Shelly.GetStatus\"}", Unsupported.class),
                Arguments.of(500, "{\"code\":-105,\"message\":\"Argument 'id', value 3 not found!\"}", Rejected.class),
                Arguments.of(500, "{\"code\":-103,\"message\":\"Invalid argument\"}", Rejected.class),
                Arguments.of(500, "{\"code\":-108,\"message\":\"Resource exhausted\"}", Unreachable.class),
                Arguments.of(500, "{\"code\":-114,\"message\":\"Device is busy\"}", Rejected.class),
                Arguments.of(500, "{\"code\":-32601,\"message\":\"Unknown\"}", Unsupported.class),
                Arguments.of(200, "{\"code\":-114,\"message\":\"Method not found\"}", Unsupported.class),
                Arguments.of(500, "Internal Server Error", Unreachable.class),
                Arguments.of(502, "<html>", Unreachable.class),
                Arguments.of(503, "", Unreachable.class),
                Arguments.of(408, "", Unreachable.class),
                Arguments.of(204, "", ProtocolViolation.class),
                Arguments.of(200, "", ProtocolViolation.class),
                Arguments.of(200, "null", ProtocolViolation.class),
                Arguments.of(200, "[]", ProtocolViolation.class),
                Arguments.of(200, "{} {}", ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":{\"output\":\"true\"}}", ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":{\"output\":1}}", ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":{\"apower\":\"12\"}}", ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":{\"apower\":NaN}}", ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":{\"apower\":1e999}}", ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":true}", ProtocolViolation.class),
                Arguments.of(200, "{\"rgb:0\":{\"rgb\":[1,2,300]}}", ProtocolViolation.class),
                Arguments.of(200, "[".repeat(5000), ProtocolViolation.class),
                Arguments.of(200, "{\"switch:0\":" + "{\"a\":".repeat(2000), ProtocolViolation.class),
                Arguments.of(200, "{\"sys\":{}}", Unsupported.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void meansOneOfTheFailures(int status, String body, Class<? extends DriverException> expected) {
        var device = serve(request -> request.response().setStatusCode(status).end(body));

        assertThat(failure(driver.read(device, Scope.ALL))).isExactlyInstanceOf(expected);
        assertThat(asked).startsWith(GET_STATUS).hasSize(body.equals("Not Found") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsAreNotFollowed(int status) {
        var elsewhere = serve(request -> request.response().end("{\"switch:0\":{\"output\":true}}"));
        var device = serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "http://" + elsewhere.vendorId("address") + "/")
                .end());

        assertThat(failure(driver.read(device, Scope.ALL))).isInstanceOf(ProtocolViolation.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void answersWithoutEndAreCutOff() {
        var device = serve(request -> {
            request.response().setChunked(true);
            request.response().write("{\"x\":\"");
            var timer = vertx.setPeriodic(1, tick -> request.response().write("x".repeat(16_384)));
            request.response().closeHandler(closed -> vertx.cancelTimer(timer));
        });

        assertThat(failure(driver.read(device, Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("256 KiB");
    }

    @Test
    void whatIsNotHttpIsAProtocolViolation() {
        var server = await(vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1"))
                .connectHandler(socket -> socket.handler(data -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")))
                .listen(0));

        assertThat(failure(driver.read(at("127.0.0.1:" + server.actualPort()), Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void nobodyThereIsUnreachable() {
        assertThat(failure(driver.read(at("127.0.0.1:1"), Scope.ALL))).isInstanceOf(Unreachable.class);
        assertThat(failure(driver.read(at("no-such-host.invalid"), Scope.ALL))).isInstanceOf(Unreachable.class);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                Arguments.of("7", Duration.ofSeconds(7)),
                Arguments.of("Wed, 21 Oct 2015 07:28:00 GMT", Duration.ZERO),
                Arguments.of("999999999", Duration.ofDays(1)),
                Arguments.of("soon", null));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void handsOnWhenToComeBack(String header, Duration expected) {
        var device = serve(request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", header)
                .end());

        assertThat(failure(driver.read(device, Scope.ALL)))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limited -> assertThat(limited.retryAfter().orElse(null)).isEqualTo(expected));
    }

    @Test
    void channelNarrowsADeviceToTheComponentsOfThatId() {
        var status =
                "{\"switch:0\":{\"output\":true},\"switch:1\":{\"output\":false,\"apower\":5},\"input:1\":{\"state\":true}}";
        var device = serve(request -> request.response().end(status));
        var second = new VendorDevice("default", Map.of("address", device.vendorId("address"), "channel", "1"));

        assertThat(read(device)).extracting(Observation::name).containsExactly("on", "on_1", "power_1", "input_1");
        assertThat(read(second)).extracting(Observation::name).containsExactly("on", "power", "input");
        for (var wrong : List.of("2", "x", "-1", "")) {
            var broken = new VendorDevice("default", Map.of("address", device.vendorId("address"), "channel", wrong));
            assertThat(failure(driver.read(broken, Scope.ALL))).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void setsTheSwitchOfAChannelAndReadsItBack() {
        var device = serve(this::answerSwitch);
        var second = new VendorDevice("default", Map.of("address", device.vendorId("address"), "channel", "1"));

        assertThat(await(driver.set(device, new Setting("on_1", true))))
                .extracting(Observation::name)
                .containsExactly("on_1");
        assertThat(await(driver.set(second, new Setting("on", true))))
                .extracting(Observation::name)
                .containsExactly("on");
        assertThat(asked)
                .containsExactly(
                        "POST /rpc", "GET /rpc/Switch.GetStatus?id=1", "POST /rpc", "GET /rpc/Switch.GetStatus?id=1");
        assertThat(failure(driver.set(second, new Setting("on_1", true)))).isInstanceOf(Unsupported.class);
    }

    @Test
    void sendsACoverSomewhere() {
        var device = serve(request -> request.response()
                .end(
                        request.path().equals("/rpc")
                                ? "{\"id\":1,\"src\":\"x\",\"result\":null}"
                                : "{\"id\":0,\"state\":\"opening\",\"current_pos\":10,\"target_pos\":60}"));

        assertThat(await(driver.set(device, new Setting("target_position", 60))))
                .anyMatch(observation -> observation.name().equals("target_position")
                        && observation.value().equals(60.0));
        assertThat(await(driver.set(device, new Setting("state", "opening"))))
                .anyMatch(observation -> observation.value().equals("opening"));
        assertThat(failure(driver.set(device, new Setting("state", "sideways"))))
                .isInstanceOf(Rejected.class);
        assertThat(failure(driver.set(device, new Setting("target_position", 101))))
                .isInstanceOf(Rejected.class);
        assertThat(asked)
                .containsExactly(
                        "POST /rpc", "GET /rpc/Cover.GetStatus?id=0", "POST /rpc", "GET /rpc/Cover.GetStatus?id=0");
    }

    @Test
    void whereACoverHasArrivedIsWhereItWasSent() {
        var device = serve(request -> request.response()
                .end(
                        request.path().equals("/rpc")
                                ? "{\"id\":1,\"src\":\"x\",\"result\":null}"
                                : "{\"id\":0,\"state\":\"stopped\",\"current_pos\":60}"));

        assertThat(await(driver.set(device, new Setting("target_position", 60))))
                .anyMatch(observation -> observation.name().equals("target_position")
                        && observation.value().equals(60.0));
    }

    @Test
    void setsARelayOfGenerationOneAndReadsItBack() {
        var address = serve(request -> request.response()
                        .setStatusCode(request.path().startsWith("/relay") ? 404 : 200)
                        .end(request.path().equals("/status") ? "{\"lights\":[{\"ison\":true}]}" : "{\"ison\":true}"))
                .vendorId("address");
        var device = new VendorDevice("default", Map.of("address", address, "generation", "1"));

        assertThat(await(driver.set(device, new Setting("on", true))))
                .extracting(Observation::name, Observation::value)
                .containsExactly(org.assertj.core.api.Assertions.tuple("on", true));
        assertThat(asked).containsExactly("GET /relay/0?turn=on", "GET /light/0?turn=on", "GET /status");
    }

    static Stream<Arguments> lookedUp() {
        var strip = "{\"rgb:0\":{\"output\":true,\"brightness\":60,\"rgb\":[1,2,255]}}";
        var both =
                "{\"cct:0\":{\"output\":false,\"brightness\":10,\"ct\":3000},\"rgb:0\":{\"output\":true,\"brightness\":60,\"rgb\":[1,2,255]}}";
        var display =
                "{\"switch:0\":{\"output\":false},\"thermostat:0\":{\"enable\":true,\"target_C\":21.5,\"current_C\":20}}";
        var added =
                "{\"boolean:200\":{\"value\":true},\"number:201\":{\"value\":4.5},\"text:200\":{\"value\":\"a\"},\"enum:200\":{\"value\":\"b\"}}";
        return Stream.of(
                Arguments.of(strip, "on", true, "RGB.Set", "{\"id\":0,\"on\":true}"),
                Arguments.of(strip, "brightness", 60.0, "RGB.Set", "{\"id\":0,\"brightness\":60}"),
                Arguments.of(strip, "color", "#0102ff", "RGB.Set", "{\"id\":0,\"rgb\":[1,2,255]}"),
                Arguments.of(strip.replace("rgb:0", "rgbw:0"), "on", true, "RGBW.Set", "{\"id\":0,\"on\":true}"),
                Arguments.of("{\"rgbw:1\":{\"white\":7}}", "white_1", 7.0, "RGBW.Set", "{\"id\":1,\"white\":7}"),
                Arguments.of(both, "on", false, "CCT.Set", "{\"id\":0,\"on\":false}"),
                Arguments.of(both, "color_temperature", 3000.0, "CCT.Set", "{\"id\":0,\"ct\":3000}"),
                Arguments.of(both, "rgb_on", true, "RGB.Set", "{\"id\":0,\"on\":true}"),
                Arguments.of(both, "rgb_brightness", 60.0, "RGB.Set", "{\"id\":0,\"brightness\":60}"),
                Arguments.of(
                        display,
                        "target_temperature",
                        21.5,
                        "Thermostat.SetConfig",
                        "{\"id\":0,\"config\":{\"target_C\":21.5}}"),
                Arguments.of(
                        display,
                        "thermostat_enabled",
                        true,
                        "Thermostat.SetConfig",
                        "{\"id\":0,\"config\":{\"enable\":true}}"),
                Arguments.of(added, "boolean_200", true, "Boolean.Set", "{\"id\":200,\"value\":true}"),
                Arguments.of(added, "number_201", 4.5, "Number.Set", "{\"id\":201,\"value\":4.5}"),
                Arguments.of(added, "text_200", "a", "Text.Set", "{\"id\":200,\"value\":\"a\"}"),
                Arguments.of(added, "enum_200", "b", "Enum.Set", "{\"id\":200,\"value\":\"b\"}"));
    }

    /** A device has no method of what it has not, or has it for what it is not set up to be. */
    @ParameterizedTest
    @MethodSource("lookedUp")
    void setsWhatTellsOfTheName(String status, String name, Object value, String method, String parameters) {
        var told = new CopyOnWriteArrayList<JsonObject>();
        for (var refusal : List.of(
                "{\"code\":404,\"message\":\"No handler\"}",
                "{\"code\":-105,\"message\":\"Argument 'id', value 0 not found!\"}")) {
            var device = serve(request -> request.bodyHandler(body -> {
                if (!request.path().equals("/rpc")) {
                    request.response().end(status);
                    return;
                }
                var frame = body.toJsonObject();
                var known = frame.getString("method").equals(method);
                if (known) {
                    told.add(frame.getJsonObject("params"));
                }
                request.response()
                        .end(
                                known
                                        ? "{\"id\":1,\"src\":\"x\",\"result\":null}"
                                        : "{\"id\":1,\"src\":\"x\",\"error\":%s}".formatted(refusal));
            }));

            assertThat(await(driver.set(device, new Setting(name, value))))
                    .anyMatch(observation -> observation.name().equals(name)
                            && observation.value().equals(value));
        }

        assertThat(told).hasSize(2).containsOnly(new JsonObject(parameters));
    }

    @ParameterizedTest
    @CsvSource({"on_1, true", "color, #010203", "switch_on, true", "number_200, 1"})
    void whatNothingTellsOfCannotBeSet(String name, String value) {
        var device = serve(request -> request.response()
                .end(
                        request.path().equals("/rpc")
                                ? "{\"id\":1,\"src\":\"x\",\"error\":{\"code\":404,\"message\":\"No handler\"}}"
                                : "{\"switch:0\":{\"output\":true},\"number:200\":{\"value\":null}}"));
        Object typed = value.equals("true") ? (Object) true : value.equals("1") ? Double.valueOf(1) : value;

        assertThat(failure(driver.set(device, new Setting(name, typed)))).isInstanceOf(Unsupported.class);
    }

    @ParameterizedTest
    @CsvSource({"color, red", "color, '#12345'", "color_temperature, warm", "boolean_200, yes", "thermostat_enabled, on"
    })
    void refusesValuesOfAnotherKind(String name, String value) {
        var device = serve(this::answerSwitch);

        assertThat(failure(driver.set(device, new Setting(name, value)))).isInstanceOf(Rejected.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void whatTakesNoFramesIsAskedForTheMethod(int status) {
        var device = serve(request -> request.response()
                .setStatusCode(request.path().equals("/rpc") ? status : 200)
                .end(request.path().equals("/rpc") ? "Cannot POST /rpc" : "{\"output\":true}"));

        assertThat(await(driver.set(device, new Setting("on", true))))
                .extracting(Observation::name)
                .containsExactly("on");
        assertThat(asked).hasSize(3).endsWith("GET /rpc/Switch.GetStatus?id=0");
        assertThat(asked.get(1)).startsWith("GET /rpc/Switch.Set?").contains("id=0", "on=true");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void whatTakesFramesOnlyIsAskedInFrames(int status) {
        var device = serve(request -> request.bodyHandler(body -> {
            if (!request.path().equals("/rpc")) {
                request.response().setStatusCode(status).end("{}");
                return;
            }
            var method = body.toJsonObject().getString("method");
            var result = Map.of(
                            "Shelly.GetStatus",
                            "{\"switch:0\":{\"output\":false}}",
                            "Switch.GetStatus",
                            "{\"output\":true}")
                    .getOrDefault(method, "null");
            request.response().end("{\"id\":1,\"src\":\"x\",\"result\":%s}".formatted(result));
        }));

        assertThat(read(device)).extracting(Observation::value).containsExactly(false);
        assertThat(await(driver.set(device, new Setting("on", true))))
                .extracting(Observation::value)
                .containsExactly(true);
    }

    @Test
    void whatDoesNotSayWhoItIsAtItsPathSaysItByItsMethod() {
        var device = serve(request -> {
            switch (request.path()) {
                case "/rpc/Shelly.GetDeviceInfo" ->
                    request.response().end("{\"id\":\"shellyplus1-aabbcc\",\"gen\":2,\"app\":\"Plus1\"}");
                case "/rpc/Shelly.GetStatus" -> request.response().end("{\"switch:0\":{\"output\":true}}");
                default -> request.response().setStatusCode(404).end("Not Found");
            }
        });

        var found = await(driver.discover(Account.named("default"), device.vendorId("address"))
                .collect()
                .asList());

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("shellyplus1-aabbcc");
            assertThat(one.type()).isEqualTo("switch");
        });
    }

    static Stream<Arguments> generationOne() {
        return Stream.of(
                Arguments.of("color", "#0102ff", "GET /color/0?red=1&green=2&blue=255"),
                Arguments.of("white", 7.0, "GET /color/0?white=7"),
                Arguments.of("target_temperature", 21.5, "GET /thermostat/0?target_t_enabled=1&target_t=21.5"),
                Arguments.of("thermostat_enabled", true, "GET /thermostat/0?target_t_enabled=1"));
    }

    @ParameterizedTest
    @MethodSource("generationOne")
    void setsColoursAndThermostatsOfGenerationOne(String name, Object value, String path) {
        var device = first(
                "{\"lights\":[{\"ison\":true,\"mode\":\"color\",\"gain\":5,\"white\":7,\"red\":1,\"green\":2,\"blue\":255}],"
                        + "\"thermostats\":[{\"pos\":40,\"target_t\":{\"enabled\":true,\"value\":21.5,\"units\":\"C\"}}]}");

        assertThat(await(driver.set(device, new Setting(name, value))))
                .anyMatch(observation ->
                        observation.name().equals(name) && observation.value().equals(value));
        assertThat(asked).containsExactly(path, "GET /status");
    }

    static Stream<Arguments> sensorsOfGenerationOne() {
        return Stream.of(
                Arguments.of(
                        "{\"thermostats\":[{\"pos\":40.5,\"target_t\":{\"enabled\":true,\"value\":20.5,\"units\":\"C\"},"
                                + "\"tmp\":{\"value\":19.4,\"units\":\"C\",\"is_valid\":true}}]}",
                        List.of(
                                "valve_position 40.5",
                                "thermostat_enabled true",
                                "target_temperature 20.5",
                                "current_temperature 19.4")),
                Arguments.of(
                        "{\"thermostats\":[{\"target_t\":{\"value\":68,\"units\":\"F\"},\"tmp\":{\"value\":66,\"units\":\"F\",\"is_valid\":true}}]}",
                        List.of("target_temperature 20.0", "current_temperature 18.89")),
                Arguments.of(
                        "{\"gas_sensor\":{\"alarm_state\":\"mild\"},\"concentration\":{\"ppm\":320,\"is_valid\":true}}",
                        List.of("alarm true", "concentration 320.0")),
                Arguments.of(
                        "{\"gas_sensor\":{\"alarm_state\":\"none\"},\"concentration\":{\"ppm\":0,\"is_valid\":false}}",
                        List.of("alarm false")),
                Arguments.of("{\"adcs\":[{\"voltage\":11.9}]}", List.of("voltage_100 11.9")),
                Arguments.of(
                        "{\"rollers\":[{\"state\":\"open\",\"current_pos\":40}]}",
                        List.of("state opening", "position 40.0")),
                Arguments.of(
                        "{\"rollers\":[{\"state\":\"stop\",\"current_pos\":101,\"positioning\":false}]}",
                        List.of("state stopped")));
    }

    @ParameterizedTest
    @MethodSource("sensorsOfGenerationOne")
    void readsWhatOnlyGenerationOneHas(String status, List<String> expected) {
        assertThat(read(first(status)))
                .extracting(observation -> observation.name() + " " + observation.value())
                .containsExactlyElementsOf(expected);
    }

    /** As small emulators, which know HTTP alone. */
    @ParameterizedTest
    @CsvSource({"404, takes no websocket: HTTP status 404", "200, takes no websocket", "401, asks for a password"})
    void whatTakesNoWebsocketSaysSo(int status, String reason) {
        var device = serve(request -> request.response().setStatusCode(status).end("Not Found"));

        var told = driver.subscribe(device.account(), Watched.only(Set.of(device)))
                .collect()
                .asList();

        assertThat(failure(told)).isInstanceOf(DriverException.class).hasMessageContaining(reason);
    }

    @Test
    void aCircuitBreakerIsReadAndNotSwitched() {
        var device = serve(request -> request.response()
                .end(
                        request.path().equals("/rpc")
                                ? "{\"id\":1,\"src\":\"x\",\"error\":{\"code\":404,\"message\":\"No handler\"}}"
                                : "{\"cb:0\":{\"output\":true,\"temperature\":{\"tC\":50.3}}}"));

        assertThat(read(device)).extracting(Observation::name).containsExactly("on", "device_temperature");
        assertThat(failure(driver.set(device, new Setting("on", false)))).isInstanceOf(Unsupported.class);
    }

    private VendorDevice first(String status) {
        var address = serve(request ->
                        request.response().end(request.path().equals("/status") ? status : "{\"ison\":true}"))
                .vendorId("address");
        return new VendorDevice("default", Map.of("address", address, "generation", "1"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesBrightnessOutOfRange(double level) {
        var device = serve(this::answerSwitch);

        assertThat(failure(driver.set(device, new Setting("brightness", level))))
                .isInstanceOf(Rejected.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":1}", "[]", "", "{\"id\":1,\"result\""})
    void aSetWithoutAResultIsAProtocolViolation(String body) {
        var device = serve(request -> request.response().end(body));

        assertThat(failure(driver.set(device, new Setting("on", true)))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void aFrameWithAnErrorIsARefusal() {
        var device = serve(request ->
                request.response().end("{\"id\":1,\"src\":\"x\",\"error\":{\"code\":401,\"message\":\"{}\"}}"));

        assertThat(failure(driver.set(device, new Setting("on", true)))).isInstanceOf(AuthenticationFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"SHPLG-S\"}", "{\"id\":\"x\",\"gen\":1}", "{\"id\":7,\"gen\":2}"})
    void findsNothingButItsOwn(String info) {
        var device = serve(request -> request.response().end(info));

        var found = driver.discover(Account.named("default"), device.vendorId("address"))
                .collect()
                .asList();

        assertThat(failure(found)).isInstanceOf(ProtocolViolation.class);
    }

    private void answerSwitch(HttpServerRequest request) {
        request.response()
                .end(
                        request.path().equals("/rpc")
                                ? "{\"id\":1,\"src\":\"x\",\"result\":{\"was_on\":false}}"
                                : "{\"id\":1,\"output\":true}");
    }

    private VendorDevice serve(Consumer<HttpServerRequest> answer) {
        var server = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.method() + " " + request.uri());
                    answer.accept(request);
                })
                .listen(0, "127.0.0.1"));
        return at("127.0.0.1:" + server.actualPort());
    }

    private static VendorDevice at(String address) {
        return new VendorDevice("default", Map.of("address", address));
    }

    private List<Observation> read(VendorDevice device) {
        return await(driver.read(device, Scope.ALL));
    }

    private static Throwable failure(Uni<?> call) {
        return await(call.map(answer -> (Throwable) new AssertionError("it answered " + answer))
                .onFailure()
                .recoverWithItem(thrown -> thrown));
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(30));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
