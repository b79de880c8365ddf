package io.lamplighter.driver.hue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.RateLimited;
import io.lamplighter.driver.DriverException.Unreachable;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the event stream. */
class HueEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SENSOR = House.id("device", "sensor");
    private static final String DIAL = House.id("device", "dial");
    private static final String LIGHT = House.id("device", 0);

    private final FakeBridge bridge = new FakeBridge();
    private final Servers servers = new Servers();
    private final HueDriver driver = new HueDriver(servers.vertx());
    private AssertSubscriber<Pushed> told;

    @AfterEach
    void close() {
        if (told != null) {
            told.cancel();
        }
        driver.close();
        servers.close();
        bridge.close();
    }

    @Test
    void tellsThePresentStateFirst() {
        watch(LIGHT, "room/" + House.id("room", 0));

        awaitItems(3);
        assertThat(items().getFirst()).isEqualTo(new Pushed.Opened(true));
        assertThat(observed("room/" + House.id("room", 0)))
                .extracting(Observation::name, Observation::value)
                .containsExactly(tuple("on", true), tuple("brightness", 50.0));
        assertThat(observed(LIGHT)).extracting(Observation::name).contains("on", "brightness", "color_temperature");
        assertThat(bridge.asked()).containsExactly("GET /eventstream/clip/v2", "GET /clip/v2/resource");
    }

    @Test
    void aWatchedDeviceThatTheBridgeDoesNotHaveIsNotReachable() {
        watch(House.id("device", "nowhere"), "not an id");

        awaitItems(2);
        assertThat(items().get(1)).isInstanceOfSatisfying(Pushed.Availability.class, availability -> {
            assertThat(availability.reachable()).isFalse();
            assertThat(availability.reason()).isNotBlank();
        });
    }

    @Test
    void anEventOfASensorIsOfTheTimeThatTheSensorTells() {
        watch(SENSOR);
        awaitItems(2);

        bridge.tell(
                "update",
                part("motion", SENSOR)
                        .put(
                                "motion",
                                new JsonObject()
                                        .put("motion", true)
                                        .put("motion_valid", true)
                                        .put(
                                                "motion_report",
                                                new JsonObject()
                                                        .put("motion", true)
                                                        .put("changed", "2026-02-03T05:00:00.123Z"))));

        awaitItems(3);
        assertThat(last())
                .containsExactly(new Observation.Status("motion", true, Instant.parse("2026-02-03T05:00:00.123Z")));
    }

    @Test
    void anEventOfALightIsOfTheTimeOfTheEvent() {
        watch(LIGHT);
        awaitItems(2);
        var before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        bridge.change(bridge.named(LIGHT), new Setting("brightness", 12.5));

        awaitItems(3);
        assertThat(last()).singleElement().satisfies(observation -> {
            assertThat(observation.value()).isEqualTo(12.5);
            assertThat(observation.validAt()).isBetween(before, Instant.now());
            assertThat(observation.validAt()).isEqualTo(observation.validAt().truncatedTo(ChronoUnit.SECONDS));
        });
    }

    @Test
    void buttonsAreCalledByTheirNumber() {
        watch(DIAL);
        awaitItems(2);

        bridge.tell(
                "update",
                new JsonObject()
                        .put("id", House.id("button", 3))
                        .put("type", "button")
                        .put(
                                "button",
                                new JsonObject()
                                        .put("last_event", "initial_press")
                                        .put(
                                                "button_report",
                                                new JsonObject()
                                                        .put("event", "initial_press")
                                                        .put("updated", "2026-02-03T05:00:00.500Z"))));
        awaitItems(3);
        assertThat(last())
                .containsExactly(new Observation.Status(
                        "button_event_3", "initial_press", Instant.parse("2026-02-03T05:00:00.500Z")));

        bridge.tell(
                "update",
                part("relative_rotary", DIAL)
                        .put(
                                "relative_rotary",
                                new JsonObject()
                                        .put(
                                                "last_event",
                                                new JsonObject()
                                                        .put("action", "start")
                                                        .put(
                                                                "rotation",
                                                                new JsonObject()
                                                                        .put("direction", "clock_wise")
                                                                        .put("steps", 30)
                                                                        .put("duration", 400)))));
        awaitItems(4);
        assertThat(last())
                .extracting(Observation::name)
                .containsExactly("rotary_event", "rotary_direction", "rotary_steps", "rotary_duration");
    }

    @Test
    void whatTheBridgeDoesNotReachIsNotToldUntilItIsBack() {
        watch(LIGHT);
        awaitItems(2);

        bridge.tell("update", part("zigbee_connectivity", LIGHT).put("status", "connectivity_issue"));
        awaitItems(3);
        assertThat(items().getLast())
                .isInstanceOfSatisfying(
                        Pushed.Availability.class,
                        availability -> assertThat(availability.reachable()).isFalse());

        bridge.change(bridge.named(LIGHT), new Setting("brightness", 7.0));
        bridge.tell("update", part("zigbee_connectivity", LIGHT).put("status", "connected"));
        awaitItems(5);
        assertThat(items().get(3)).isEqualTo(new Pushed.Availability(bridge.named(LIGHT), true, ""));
        assertThat(last()).anyMatch(observation -> observation.value().equals(7.0));
    }

    @Test
    void whatIsNotReachedAtFirstIsToldAsSuch() {
        bridge.house().add(part("zigbee_connectivity", LIGHT).put("status", "disconnected"));
        watch(LIGHT);

        awaitItems(2);
        assertThat(items().getLast())
                .isInstanceOfSatisfying(
                        Pushed.Availability.class,
                        availability -> assertThat(availability.reason()).contains("disconnected"));
    }

    @Test
    void devicesThatAreAddedLaterAreToldToo() {
        var added = House.id("device", "added");
        watch(added);
        awaitItems(2);
        var light = part("light", added).put("on", new JsonObject().put("on", true));
        var device = new JsonObject()
                .put("id", added)
                .put("type", "device")
                .put("metadata", new JsonObject().put("name", "New"))
                .put(
                        "services",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("rid", light.getString("id"))
                                        .put("rtype", "light")));
        bridge.house().add(device);
        bridge.house().add(light);

        bridge.tell("add", device, light);

        awaitItems(3);
        assertThat(last()).extracting(Observation::name).containsExactly("on");
        bridge.change(bridge.named(added), new Setting("on", false));
        awaitItems(4);
        assertThat(last()).extracting(Observation::value).containsExactly(false);
    }

    /** As diyHue (github.com/diyhue/diyHue) tells the device with each change of its light. */
    @Test
    void aDeviceThatTellsTheServicesItHasIsNotReadAgain() {
        watch(LIGHT);
        awaitItems(2);
        awaitSignsOfLife(2);

        bridge.tell("update", bridge.house().resource("device", LIGHT));

        awaitSignsOfLife(3);
        assertThat(bridge.asked()).containsExactly("GET /eventstream/clip/v2", "GET /clip/v2/resource");
    }

    @Test
    void aLightIsItsDevicesThoughARoomListsIt() {
        var room = House.id("room", 0);
        var listing = bridge.house().resource("room", room);
        listing.getJsonArray("services")
                .add(new JsonObject().put("rid", House.id("light", LIGHT)).put("rtype", "light"));
        bridge.house().add(listing);
        watch(LIGHT, "room/" + room);
        awaitItems(3);

        bridge.change(bridge.named(LIGHT), new Setting("brightness", 12.5));

        awaitItems(4);
        assertThat(items().getLast())
                .isInstanceOfSatisfying(
                        Pushed.Observed.class,
                        observed -> assertThat(observed.device()).isEqualTo(bridge.named(LIGHT)));
    }

    @Test
    void anEventWithoutATimeIsOfNow() {
        var before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var account = servers.serve(request -> {
            if (request.path().startsWith("/eventstream")) {
                request.response()
                        .setChunked(true)
                        .putHeader("Content-Type", "text/event-stream")
                        .write(
                                "data: [{\"type\":\"update\",\"data\":[{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":false}}]}]\n\n");
            } else {
                request.response()
                        .end(
                                "{\"data\":[{\"id\":\"d1\",\"type\":\"device\",\"services\":[{\"rid\":\"l1\",\"rtype\":\"light\"}]},"
                                        + "{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":true}}]}");
            }
        });

        told = subscribed(new VendorDevice(account, Map.of("device", "d1")));

        awaitItems(3);
        assertThat(last()).singleElement().satisfies(observation -> {
            assertThat(observation.value()).isEqualTo(false);
            assertThat(observation.validAt()).isBetween(before, Instant.now());
        });
    }

    @Test
    void whatIsUnknownOrBrokenOfOneDeviceIsASignOfLife() {
        watch(LIGHT);
        awaitItems(2);
        awaitSignsOfLife(2);

        bridge.tell("update", new JsonObject().put("id", "7").put("type", "scene"));
        bridge.tell("tomorrow", part("light", LIGHT));
        bridge.tell("update", part("light", LIGHT).put("on", new JsonObject().put("on", "perhaps")));
        bridge.tell("update", part("light", LIGHT).put("dynamics", new JsonObject()));
        bridge.tell("delete", new JsonObject().put("id", "7").put("type", "scene"));

        awaitSignsOfLife(7);
        assertThat(items()).hasSize(2);
    }

    static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of(200, "application/json", "[]", ProtocolViolation.class),
                Arguments.of(200, "text/html", "<html>", ProtocolViolation.class),
                Arguments.of(302, "text/html", "", ProtocolViolation.class),
                Arguments.of(403, "text/html", "", AuthenticationFailed.class),
                Arguments.of(429, "text/html", "", RateLimited.class),
                Arguments.of(503, "text/html", "", RateLimited.class),
                Arguments.of(500, "text/html", "", Unreachable.class));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whatIsNoStreamFails(int status, String type, String body, Class<? extends DriverException> expected) {
        var account = servers.serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .end(body));

        told = subscribed(new VendorDevice(account, Map.of("device", LIGHT)));

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(expected);
        assertThat(told.getItems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: [{\"type\":\"upd\n\n",
                "data: {}\n\n",
                "data: 7\n\n",
                "data: [{\"type\":\"update\",\"creationtime\":\"yesterday\",\"data\":[]}]\n\n"
            })
    void aStreamOfRubbishFails(String stream) {
        watchStream(response -> response.response().write(stream));

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void aStreamThatEndsFails() {
        watchStream(request -> request.response().end("data: [{\"type\":\"upd"));

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(Unreachable.class);
        assertThat(items()).containsExactly(new Pushed.Opened(true));
    }

    @Test
    void anEventWithoutEndFails() {
        watchStream(request -> {
            var timer = servers.vertx().setPeriodic(1, tick -> {
                for (var number = 0; number < 20 && !request.response().writeQueueFull(); number++) {
                    request.response().write("x".repeat(16_384));
                }
            });
            request.response().closeHandler(closed -> servers.vertx().cancelTimer(timer));
            request.response().exceptionHandler(reset -> servers.vertx().cancelTimer(timer));
        });

        assertThat(told.awaitFailure(PATIENCE).getFailure())
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("4 MiB");
    }

    /** What nobody takes waits at the bridge and not here; nothing of it is lost. */
    @Test
    void aSlowListenerMakesTheBridgeWait() {
        var account = servers.serve(this::answerMany);
        told = driver.subscribe(account, Watched.only(Set.of(new VendorDevice(account, Map.of("device", "d1")))))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(2));
        awaitItems(2);

        told.request(20_000);

        awaitItems(20_002);
        assertThat(items().getLast())
                .isInstanceOfSatisfying(
                        Pushed.Observed.class,
                        observed -> assertThat(
                                        observed.observations().getFirst().value())
                                .isEqualTo(19_999 % 100.0));
    }

    private void answerMany(HttpServerRequest request) {
        if (!request.path().startsWith("/eventstream")) {
            request.response()
                    .end(
                            "{\"errors\":[],\"data\":[{\"id\":\"d1\",\"type\":\"device\",\"services\":[{\"rid\":\"l1\",\"rtype\":\"light\"}]},"
                                    + "{\"id\":\"l1\",\"type\":\"light\",\"on\":{\"on\":true}}]}");
            return;
        }
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        var events = new StringBuilder();
        for (var number = 0; number < 20_000; number++) {
            events.append(
                            "data: [{\"type\":\"update\",\"creationtime\":\"2026-02-03T04:05:06Z\",\"data\":[{\"id\":\"l1\",\"type\":\"light\",\"padding\":\"")
                    .append("x".repeat(200))
                    .append("\",\"dimming\":{\"brightness\":")
                    .append(number % 100)
                    .append("}}]}]\n\n");
        }
        request.response().write(events.toString());
    }

    private void watchStream(Consumer<HttpServerRequest> stream) {
        var account = servers.serve(request -> {
            if (request.path().startsWith("/eventstream")) {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
                stream.accept(request);
            } else {
                request.response().end("{\"errors\":[],\"data\":[]}");
            }
        });
        told = driver.subscribe(account, Watched.only(Set.of()))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private void watch(String... ids) {
        told = subscribed(Stream.of(ids).map(bridge::named).toArray(VendorDevice[]::new));
    }

    private AssertSubscriber<Pushed> subscribed(VendorDevice... devices) {
        return driver.subscribe(devices[0].account(), Watched.only(Set.of(devices)))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private void awaitItems(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told.getFailure()).isNull();
            assertThat(items()).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    private void awaitSignsOfLife(long count) {
        Awaitility.await().atMost(PATIENCE).until(() -> signsOfLife() >= count);
    }

    /** All but signs of life. */
    private List<Pushed> items() {
        return List.copyOf(told.getItems()).stream()
                .filter(item -> !(item instanceof Pushed.Alive))
                .toList();
    }

    private long signsOfLife() {
        return List.copyOf(told.getItems()).stream()
                .filter(Pushed.Alive.class::isInstance)
                .count();
    }

    private List<Observation> last() {
        return ((Pushed.Observed) items().getLast()).observations();
    }

    private List<Observation> observed(String id) {
        return items().stream()
                .filter(Pushed.Observed.class::isInstance)
                .map(Pushed.Observed.class::cast)
                .filter(observed -> observed.device().equals(bridge.named(id)))
                .flatMap(observed -> observed.observations().stream())
                .toList();
    }

    private static JsonObject part(String type, String owner) {
        return new JsonObject()
                .put("id", House.id(type, owner))
                .put("type", type)
                .put("owner", new JsonObject().put("rid", owner).put("rtype", "device"));
    }
}
