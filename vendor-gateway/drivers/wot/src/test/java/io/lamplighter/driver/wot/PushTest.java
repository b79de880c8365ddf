package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException.AuthenticationFailed;
import io.lamplighter.driver.DriverException.ProtocolViolation;
import io.lamplighter.driver.DriverException.Rejected;
import io.lamplighter.driver.DriverException.Unreachable;
import io.lamplighter.driver.DriverException.Unsupported;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices tell by themselves: by long polls and by event streams. */
class PushTest extends WotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String POLLED =
            "'properties':{'count':{'type':'integer','observable':true,'forms':[{'href':'/count'},"
                    + "{'href':'/count/told','op':['observeproperty','unobserveproperty'],'subprotocol':'longpoll'}]}},"
                    + "'events':{'joystickPress':{'data':{'type':'string'},'forms':[{'href':'/press','subprotocol':'longpoll'}]},"
                    + "'overheat':{'forms':[{'href':'/hot','subprotocol':'longpoll','op':'subscribeevent'}]}}";
    private static final String STREAMED =
            "'properties':{'on':{'type':'boolean','forms':[{'href':'on'}]},'level':{'type':'number','unit':'percent','forms':[{'href':'level'}]}},"
                    + "'events':{'alarm':{'data':{'type':'object','properties':{'zone':{'type':'integer'}}},'forms':[{'href':'e'}]}},"
                    + "'forms':[{'href':'/properties','op':['observeallproperties','unobserveallproperties'],'subprotocol':'sse'},"
                    + "{'href':'/events','op':'subscribeallevents','subprotocol':'sse'}]";

    private final Queue<HttpServerRequest> waiting = new ConcurrentLinkedQueue<>();

    private AssertSubscriber<Pushed> subscribed() {
        return driver.subscribe(Account.named("default"), Watched.only(Set.of(stub.device())))
                .subscribe()
                .withSubscriber(AssertSubscriber.<Pushed>create(Long.MAX_VALUE));
    }

    private void opened(AssertSubscriber<Pushed> told) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told.getFailure()).isNull();
            assertThat(told.getItems()).isNotEmpty();
        });
        assertThat(told.getItems().getFirst()).isEqualTo(new Pushed.Opened(false));
    }

    private void holdBack(String... paths) {
        for (var path : paths) {
            stub.answering(path, waiting::add);
        }
    }

    /** The poll or stream of this path that waits. */
    private HttpServerResponse waiting(String path) {
        await().atMost(PATIENCE)
                .until(() -> waiting.stream().anyMatch(request -> request.path().equals(path)));
        var request = waiting.stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
        assertThat(waiting.remove(request)).isTrue();
        return request.response();
    }

    private HttpServerResponse stream(String path) {
        var response = waiting(path);
        response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
        Servient.await(response.write(": here\n"));
        return response;
    }

    private static void told(AssertSubscriber<Pushed> told, String name, Object value) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told.getFailure()).isNull();
            assertThat(observations(told))
                    .anyMatch(each -> each.name().equals(name) && each.value().equals(value));
        });
    }

    private static List<Observation> observations(AssertSubscriber<Pushed> told) {
        return List.copyOf(told.getItems()).stream()
                .filter(Pushed.Observed.class::isInstance)
                .flatMap(item -> ((Pushed.Observed) item).observations().stream())
                .toList();
    }

    @Test
    void longPollsAreAskedAgainAfterEachAnswer() {
        stub.described(POLLED);
        holdBack("/count/told", "/press", "/hot");
        var told = subscribed();
        opened(told);

        waiting("/count/told").end("7");
        told(told, "count", 7.0);
        waiting("/count/told").end("8");
        told(told, "count", 8.0);
        waiting("/press").end("\"left\"");
        told(told, "joystick_press", "left");
        waiting("/hot").end();
        told(told, "overheat", true);
        waiting("/hot").end("\"kitchen\"");
        told(told, "overheat", "kitchen");
        // What an event carries need not be what its schema says.
        waiting("/press").end("3");
        told(told, "joystick_press", 3.0);
    }

    @Test
    void ofAnEventThatCarriesWhatCannotBeObservedItIsToldThatItHappened() {
        stub.described(
                "'events':{'update':{'data':{'type':'object'},'forms':[{'href':'/u','subprotocol':'longpoll'}]},"
                        + "'history':{'data':{'type':'array','items':{'type':'string'}},'forms':[{'href':'/h','subprotocol':'longpoll'}]}}");
        holdBack("/u", "/h");
        var told = subscribed();
        opened(told);

        waiting("/u").end("{\"result\":3}");
        told(told, "update", true);
        waiting("/h").end("[\"a\",\"b\"]");
        told(told, "history", true);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 408, 504})
    void aLongPollThatHeardNothingIsAskedAgain(int status) {
        stub.described(POLLED);
        holdBack("/count/told", "/press", "/hot");
        var told = subscribed();
        opened(told);
        pass(Duration.ofMinutes(1));

        waiting("/count/told").setStatusCode(status).end();

        waiting("/count/told").end("9");
        told(told, "count", 9.0);
        assertThat(told.getItems()).contains(new Pushed.Alive());
    }

    @ParameterizedTest
    @CsvSource({"401, AuthenticationFailed", "404, Rejected", "500, Unreachable", "302, ProtocolViolation"})
    void aLongPollThatIsRefusedFails(int status, String failure) {
        stub.described(POLLED);
        holdBack("/count/told", "/press", "/hot");
        var told = subscribed();
        opened(told);

        waiting("/press").setStatusCode(status).end();

        assertThat(told.awaitFailure(PATIENCE).getFailure().getClass().getSimpleName())
                .isEqualTo(failure);
        await().atMost(PATIENCE)
                .until(() ->
                        waiting.stream().allMatch(request -> request.response().closed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "", "{", "[7]"})
    void aPropertyThatIsNotAsDescribedIsAProtocolViolation(String value) {
        stub.described(POLLED);
        holdBack("/count/told", "/press", "/hot");
        var told = subscribed();
        opened(told);

        waiting("/count/told").end(value);

        if (value.isEmpty()) {
            await().atMost(PATIENCE).until(() -> told.getItems().contains(new Pushed.Alive()));
        } else {
            assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(ProtocolViolation.class);
        }
    }

    @Test
    void aDeviceThatAnswersLongPollsAtOnceIsNotAskedWithoutRest() {
        stub.described("'events':{'e':{'forms':[{'href':'/e','subprotocol':'longpoll'}]}}")
                .answering("/e", "1");
        var told = subscribed();
        opened(told);

        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(stub.asked).filteredOn("GET /e"::equals).hasSizeLessThan(60));
        assertThat(stub.asked).filteredOn("GET /e"::equals).hasSizeGreaterThan(20);
    }

    @Test
    void twoStreamsTellAllPropertiesAndEvents() {
        stub.described(STREAMED);
        holdBack("/properties", "/events");
        var told = subscribed();
        var properties = stream("/properties");
        assertThat(told.getItems()).isEmpty();
        var events = stream("/events");
        opened(told);

        properties.write("event: on\ndata: true\nid: 2026-11-21T02:29:55.5Z\n\nevent: level\ndata: 55.5\n\n");
        events.write("event: alarm\r\ndata: {\"zone\":\r\ndata: 3}\r\n\r\nevent: newer\ndata: 1\n\n");
        told(told, "level", 55.5);
        told(told, "alarm_zone", 3.0);

        assertThat(observations(told))
                .contains(
                        new Observation.Status("on", true, Instant.parse("2026-11-21T02:29:55.5Z")),
                        new Observation.Attribute("level", 55.5, "%", Instant.parse("2026-11-21T02:30:00Z")));
        properties.write("data: {\"on\":false,\"level\":1,\"newer\":2}\n\n");
        told(told, "on", false);
        told(told, "level", 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T02:31:00Z, 2026-11-21T02:30:00Z",
        "2026-11-21T01:00:00Z, 2026-11-21T02:30:00Z",
        "12, 2026-11-21T02:30:00Z",
        "2026-11-21T03:30:10.25+01:00, 2026-11-21T02:30:10.25Z"
    })
    void theTimeOfAMessageIsTakenWhereItIsNearOurs(String id, String expected) {
        stub.described("'events':{'e':{'data':{'type':'number'},'forms':[{'href':'/e','subprotocol':'sse'}]}}");
        holdBack("/e");
        var told = subscribed();
        var stream = stream("/e");
        opened(told);

        stream.write("data: 1\nid: " + id + "\n\n");
        told(told, "e", 1.0);

        assertThat(observations(told).getFirst().validAt()).isEqualTo(Instant.parse(expected));
    }

    @Test
    void commentsShowThatTheConnectionLives() {
        stub.described(
                "'properties':{'x':{'type':'string','forms':[{'href':'/x','op':'observeproperty','contentType':'text/event-stream'}]}}");
        holdBack("/x");
        var told = subscribed();
        var stream = stream("/x");
        opened(told);

        stream.write(":\n\n");
        await().atMost(PATIENCE).until(() -> told.getItems().contains(new Pushed.Alive()));
        stream.write("data: not JSON\n\n");
        told(told, "x", "not JSON");
        assertThat(stub.headers).containsEntry("accept", "text/event-stream");
    }

    @Test
    void aStreamThatEndsFails() {
        stub.described(STREAMED);
        holdBack("/properties", "/events");
        var told = subscribed();
        var properties = stream("/properties");
        stream("/events").end();

        assertThat(told.awaitFailure(PATIENCE).getFailure()).isInstanceOf(Unreachable.class);
        await().atMost(PATIENCE).until(properties::closed);
    }

    @Test
    void aStreamThatIsNoneFails() {
        stub.described(STREAMED).answering("/properties", "{}").answering("/events", "{}");
        assertThat(subscribed().awaitFailure(PATIENCE).getFailure()).isInstanceOf(ProtocolViolation.class);

        stub.answering("/properties", 403).answering("/events", 403);
        assertThat(subscribed().awaitFailure(PATIENCE).getFailure()).isInstanceOf(AuthenticationFailed.class);
        stub.answering("/properties", 404).answering("/events", 404);
        assertThat(subscribed().awaitFailure(PATIENCE).getFailure()).isInstanceOf(Rejected.class);
    }

    @Test
    void whatTellsNothingByItselfIsUnsupported() {
        stub.described("'properties':{'x':{'type':'number','observable':true,'forms':[{'href':'/x'}]}},"
                + "'events':{'e':{'forms':[{'href':'ws://127.0.0.1/e','subprotocol':'websub'}]}}");

        assertThat(subscribed().awaitFailure(PATIENCE).getFailure())
                .isInstanceOf(Unsupported.class)
                .hasMessageContaining("websub");
    }

    @Test
    void aCancelledSubscriptionAsksNothingMore() {
        stub.described(POLLED);
        holdBack("/count/told", "/press", "/hot");
        var told = subscribed();
        opened(told);

        told.cancel();

        await().atMost(PATIENCE)
                .until(() ->
                        waiting.stream().allMatch(request -> request.response().closed()));
        assertThat(waiting).hasSize(3);
    }
}
