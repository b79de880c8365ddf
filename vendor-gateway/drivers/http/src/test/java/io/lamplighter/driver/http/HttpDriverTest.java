package io.lamplighter.driver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DiscoveredDevice;
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
import io.lamplighter.driver.http.definitions.DefinitionReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what the driver says of answers that are not what they should be. */
class HttpDriverTest {
    private static final String SECRET = "s3cr3t-t0ken";
    private static final String METER = """
            definition: meter
            variables: [host, room]
            defaults: {room: hall}
            base: http://{host}
            largestAnswer: 1000
            headers: {X-Room: "room {room}"}
            authentication: {type: apiKey, secret: key, query: key}
            read:
              - url: /power?room={room}
                values: [{name: power, units: W, at: /power}]
              - url: /state
                values: [{name: "on", type: boolean, at: /on}]
            set:
              - {name: "on", type: boolean, map: {true: start, false: stop}, url: '/do/{value}'}
              - {name: power, type: number, min: 0, max: 10, decimals: 1, scale: 10, url: /limit, body: '{"limit":{value}}'}
            """;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String yaml = METER;
    private HttpDriver driver;

    @BeforeEach
    void makeDriver() {
        driver = new HttpDriver(
                vertx, name -> DefinitionReader.read(yaml.getBytes(StandardCharsets.UTF_8)), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        driver.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksAsTheDefinitionSays() {
        var device = serve(
                request -> request.response().end(request.path().equals("/state") ? "{\"on\":true}" : "{\"power\":5}"));

        assertThat(read(device)).extracting(Observation::name).containsExactly("power", "on");
        assertThat(await(driver.read(device, Scope.STATUSES)))
                .extracting(Observation::name)
                .containsExactly("on");
        assertThat(asked)
                .containsExactly(
                        "GET /power?room=hall&key=s3cr3t-t0ken [room hall] ",
                        "GET /state?key=s3cr3t-t0ken [room hall] ",
                        "GET /state?key=s3cr3t-t0ken [room hall] ");
    }

    @Test
    void variablesComeFromVendorIdsThenFromTheAccount() {
        var device = serve(request -> request.response().end("{\"power\":5,\"on\":true}"));
        var account =
                new Account("default", Map.of("room", "attic"), device.account().secrets());
        var ids = Map.of("definition", "meter", "host", device.vendorId("host"));

        assertThat(read(new VendorDevice(account, ids))).hasSize(2);
        assertThat(read(new VendorDevice(
                        account, Map.of("definition", "meter", "host", device.vendorId("host"), "room", "a b"))))
                .hasSize(2);
        assertThat(asked).element(0).asString().startsWith("GET /power?room=attic&");
        assertThat(asked).element(2).asString().startsWith("GET /power?room=a%20b&");
    }

    @Test
    void setsAndReadsBackWhatWasSet() {
        var device = serve(request ->
                request.response().end(request.path().equals("/state") ? "{\"on\":false}" : "{\"power\":5}"));

        assertThat(await(driver.set(device, new Setting("on", false))))
                .extracting(Observation::value)
                .containsExactly(false);
        assertThat(await(driver.set(device, new Setting("power", 1.234))))
                .extracting(Observation::name)
                .containsExactly("power");
        assertThat(asked)
                .containsExactly(
                        "POST /do/stop?key=s3cr3t-t0ken [room hall] ",
                        "GET /state?key=s3cr3t-t0ken [room hall] ",
                        "POST /limit?key=s3cr3t-t0ken [room hall] {\"limit\":12.3}",
                        "GET /power?room=hall&key=s3cr3t-t0ken [room hall] ");
    }

    @ParameterizedTest
    @CsvSource({"-1", "10.5", "NaN", "Infinity"})
    void refusesNumbersOutOfRange(double value) {
        var device = serve(request -> request.response().end("{}"));

        assertThat(failure(driver.set(device, new Setting("power", value)))).isInstanceOf(Rejected.class);
        assertThat(failure(driver.set(device, new Setting("power", "much")))).isInstanceOf(Rejected.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/x", "/elsewhere", "http://192.168.0.1/", "https://example.org/"})
    void followsNoRedirect(String location) {
        var device = serve(request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", location)
                .end());

        assertThat(failure(driver.read(device, Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("redirects are not followed");
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"999", "1001"})
    void answersAreBounded(int size) {
        var text = "{\"power\":5,\"on\":true,\"x\":\"\"}";
        var device = serve(request ->
                request.response().end(text.replace("\"\"", '"' + "y".repeat(size - text.length()) + '"')));

        if (size <= 1000) {
            assertThat(read(device)).hasSize(2);
        } else {
            assertThat(failure(driver.read(device, Scope.ALL)))
                    .isInstanceOf(ProtocolViolation.class)
                    .hasMessage("the answer is larger than 1000 bytes");
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        var device = serve(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(
                    1,
                    tick -> request.response()
                            .write(Buffer.buffer(new byte[400]))
                            .onFailure(gone -> vertx.cancelTimer(tick)));
        });

        assertThat(failure(driver.read(device, Scope.ALL))).hasMessage("the answer is larger than 1000 bytes");
    }

    @Test
    void anAnswerThatIsCutShortIsUnreachable() {
        var device = serve(request -> request.response()
                .putHeader("Content-Length", "100")
                .write("{\"power\":")
                .onSuccess(sent -> request.connection().close()));

        assertThat(failure(driver.read(device, Scope.ALL))).isInstanceOf(Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 408, 429, 500, 503})
    void secretsAreInNoMessage(int status) {
        for (var authentication : List.of(
                "{type: bearer, secret: key}",
                "{type: apiKey, secret: key, query: key}",
                "{type: apiKey, secret: key, header: X-Key}",
                "{type: basic, user: admin, password: key}")) {
            yaml = METER.replace("{type: apiKey, secret: key, query: key}", authentication);
            var device = serve(request -> request.response()
                    .setStatusCode(status)
                    .end("you sent " + request.uri() + request.headers().entries()));

            var failure = failure(driver.read(device, Scope.ALL));

            assertThat(failure).isInstanceOf(DriverException.class);
            assertThat(failure.getMessage()).doesNotContain(SECRET, "czNjcjN0");
        }
    }

    @Test
    void aSecretThatNoHeaderCanCarryIsNotTold() {
        yaml = METER.replace("query: key", "header: X-Key");
        var account = new Account("default", Map.of(), name -> Optional.of(SECRET + "\r\nX: y"));
        var device = new VendorDevice(account, Map.of("definition", "meter", "host", "127.0.0.1"));

        var failure = failure(driver.read(device, Scope.ALL));

        assertThat(failure).isInstanceOf(AuthenticationFailed.class);
        assertThat(failure.getMessage()).doesNotContain(SECRET).contains("the secret key");
    }

    @Test
    void aMissingSecretIsAFailureOfAuthentication() {
        var device = serve(request -> request.response().end("{}"));

        assertThat(failure(driver.read(new VendorDevice("default", device.vendorIds()), Scope.ALL)))
                .isInstanceOf(AuthenticationFailed.class)
                .hasMessage("the account default has no secret key");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|PT7S", "0|PT0S", "999999999|PT24H", "Fri, 01 Jan 1999 00:00:00 GMT|PT0S"})
    void handsOnWhenToAskAgain(String header, Duration expected) {
        var device = serve(request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", header)
                .end());

        assertThat(failure(driver.read(device, Scope.ALL)))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).contains(expected));
    }

    @Test
    void vendorsMaySayInTheBodyWhatWentWrong() {
        yaml = METER
                + "errors: {at: /error/code, map: {BUSY: rateLimited, 17: authenticationFailed, ODD: unsupported}}\n";
        for (var expected : Map.of(
                        "{\"error\":{\"code\":\"BUSY\"}}", RateLimited.class,
                        "{\"error\":{\"code\":17}}", AuthenticationFailed.class,
                        "{\"error\":{\"code\":\"ODD\"}}", Unsupported.class,
                        "{\"error\":{\"code\":\"OTHER\"}}", Rejected.class)
                .entrySet()) {
            var device = serve(request -> request.response().end(expected.getKey()));
            assertThat(failure(driver.read(device, Scope.ALL))).isInstanceOf(expected.getValue());
        }
        var refusing = serve(request -> request.response().setStatusCode(401).end("{\"error\":{\"code\":\"OTHER\"}}"));
        assertThat(failure(driver.read(refusing, Scope.ALL))).isInstanceOf(AuthenticationFailed.class);
        var well = serve(request -> request.response().end("{\"power\":5,\"on\":true}"));
        assertThat(read(well)).hasSize(2);
    }

    @Test
    void variablesDoNotLeadElsewhere() {
        yaml = METER.replace("/power?room={room}", "/rooms/{room}/power");
        var device = serve(request -> request.response().end("{\"power\":5,\"on\":true}"));

        assertThat(failure(driver.read(in(device, ".."), Scope.ALL))).isInstanceOf(Rejected.class);
        assertThat(failure(driver.read(in(device, "x".repeat(513)), Scope.ALL))).isInstanceOf(Rejected.class);
        assertThat(asked).isEmpty();
        assertThat(read(in(device, "../../admin?x#y"))).hasSize(2);
        assertThat(asked).first().asString().startsWith("GET /rooms/..%2F..%2Fadmin%3Fx%23y/power?key=");
    }

    @Test
    void nothingMoreThanDefinedCanBeDone() {
        var device = serve(request -> request.response().end("{\"power\":5,\"on\":true}"));

        assertThat(failure(driver.set(device, new Setting("brightness", 1)))).isInstanceOf(Unsupported.class);
        assertThat(failure(driver.history(device, Instant.EPOCH).collect().asList()))
                .isInstanceOf(Unsupported.class);
        assertThat(failure(driver.discover(device.account(), "meter").collect().asList()))
                .isInstanceOf(Unsupported.class);
        assertThat(failure(driver.discover(device.account(), "meter host")
                        .collect()
                        .asList()))
                .isInstanceOf(Rejected.class);
        yaml = METER.replace(
                "[{name: power, units: W, at: /power}]", "[{name: power, units: W, at: /p, optional: true}]");
        assertThat(failure(driver.read(device, Scope.ATTRIBUTES))).isInstanceOf(Unsupported.class);
    }

    /** ETL-20, ETL-45: from the beginning first, then only what is new. */
    @Test
    void asksForThePastSinceWhatIsKnown() {
        yaml = METER + """
                history:
                  url: /past?from={since}
                  items: ""
                  validAt: {at: /t}
                  values: [{name: power, units: W, at: /p}]
                """;
        var device = serve(request -> request.response()
                .end("[{\"t\":\"2026-11-21T10:00:02Z\",\"p\":2},{\"t\":\"2026-11-21T10:00:01Z\",\"p\":1}]"));

        assertThat(await(driver.history(device, Instant.EPOCH).collect().asList()))
                .extracting(Observation::value)
                .containsExactly(1.0, 2.0);
        assertThat(await(driver.history(device, Instant.parse("2026-11-21T10:00:02Z"))
                        .collect()
                        .asList()))
                .extracting(Observation::value)
                .containsExactly(2.0);
        assertThat(asked)
                .extracting(line -> line.replaceFirst("&key.*", ""))
                .containsExactly("GET /past?from=1970-01-01T00%3A00%3A00Z", "GET /past?from=2026-11-21T10%3A00%3A02Z");
    }

    @Test
    void oneBadItemOfThePastIsNamed() {
        yaml = METER
                + "history: {url: '/past?from={since}', items: /i, validAt: {at: /t}, values: [{name: power, units: W, at: /p}]}\n";
        var device = serve(request -> request.response()
                .end("{\"i\":[{\"t\":\"2026-11-21T10:00:02Z\",\"p\":2},{\"t\":\"2026-11-21T10:00:03Z\"}]}"));

        assertThat(failure(driver.history(device, Instant.EPOCH).collect().asList()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("item 1: power at /p is missing");
    }

    @Test
    void findsDevicesWithWhatTheSearchWasGiven() {
        yaml = METER + """
                discover:
                  url: /rooms
                  items: /rooms
                  name: {at: /title}
                  type: {at: /kind, map: {M: meter}, otherwise: device}
                  vendorIds: {room: {at: /id}}
                """;
        var device = serve(
                request -> request.response()
                        .end(
                                "{\"rooms\":[{\"id\":1,\"title\":\"Hall\",\"kind\":\"M\"},{\"id\":\"2\",\"title\":\"Attic\",\"kind\":\"?\"}]}"));
        var host = device.vendorId("host");

        assertThat(await(driver.discover(device.account(), "meter host=" + host)
                        .collect()
                        .asList()))
                .containsExactly(
                        new DiscoveredDevice("Hall", "meter", Map.of("definition", "meter", "host", host, "room", "1")),
                        new DiscoveredDevice(
                                "Attic", "device", Map.of("definition", "meter", "host", host, "room", "2")));
    }

    @Test
    void whoDoesNotSpeakHttpBreaksTheProtocol() {
        var server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(asking -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        assertThat(failure(driver.read(at("127.0.0.1:" + server.actualPort()), Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused(@TempDir Path folder) throws Exception {
        yaml = METER.replace("base: http://", "base: https://");
        var server = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate(folder)))
                .requestHandler(request -> request.response().end("{\"power\":5,\"on\":true}"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        assertThat(failure(driver.read(at("127.0.0.1:" + server.actualPort()), Scope.ALL)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("shows no certificate that is trusted");
    }

    private static PfxOptions certificate(Path folder) throws Exception {
        var store = folder.resolve("keys.p12").toString();
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "meter",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=elsewhere",
                        "-keystore",
                        store,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return new PfxOptions().setPath(store).setPassword("changeit");
    }

    private VendorDevice serve(Consumer<HttpServerRequest> answer) {
        var server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    asked.add("%s %s [%s] %s"
                            .formatted(request.method(), request.uri(), request.getHeader("X-Room"), body));
                    answer.accept(request);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return at("127.0.0.1:" + server.actualPort());
    }

    private static VendorDevice at(String host) {
        var account =
                new Account("default", Map.of(), name -> Optional.of(SECRET).filter(key -> name.equals("key")));
        return new VendorDevice(account, Map.of("definition", "meter", "host", host));
    }

    private static VendorDevice in(VendorDevice device, String room) {
        return new VendorDevice(
                device.account(), Map.of("definition", "meter", "host", device.vendorId("host"), "room", room));
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
}
