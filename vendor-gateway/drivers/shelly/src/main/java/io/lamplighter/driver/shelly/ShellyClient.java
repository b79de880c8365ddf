package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The vendor's RPC over HTTP. What only asks is a GET of {@code /rpc/Method}; what changes something is a frame to {@code
 * POST /rpc}, so that no proxy repeats it. Redirects are not followed.
 */
final class ShellyClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /** A last resort against connections that hang for ever: whoever waits has given up long before. */
    private static final int ANSWER_TIMEOUT_MS = 60_000;

    private static final int UNAUTHORIZED = 401;

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient http;
    private final Sessions sessions = new Sessions();
    private volatile boolean closed;

    ShellyClient(Vertx vertx) {
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setKeepAliveTimeout(60)
                // Each device is a host of its own; the many are for gateways that stand before many devices.
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(10_000)
                .setDecompressionSupported(false));
    }

    /** Asks something; the answer is the result, a JSON object. Some emulators take it as a frame only. */
    Uni<JsonNode> ask(Account account, ShellyAddress address, String method, Integer id) {
        return get(account, address, "/rpc/" + method + (id == null ? "" : "?id=" + id))
                .onFailure(Answers::isNotServed)
                .recoverWithUni(
                        missing -> exchangeFrame(account, address, method, id == null ? Map.of() : Map.of("id", id))
                                .map(answer -> Answers.result(JSON, answer)));
    }

    /** Asks what is at a path; the answer is a JSON object. */
    Uni<JsonNode> get(Account account, ShellyAddress address, String path) {
        return exchange(account, address, request(address, HttpMethod.GET, path), Buffer.buffer())
                .map(answer -> Answers.object(JSON, answer));
    }

    /** Asks who the device is, which every generation answers without a password; some emulators know the method only. */
    Uni<DeviceInfo> askInfo(Account account, ShellyAddress address) {
        return get(account, address, "/shelly")
                .onFailure(Answers::isNotServed)
                .recoverWithUni(missing -> ask(account, address, "Shelly.GetDeviceInfo", null))
                .map(DeviceInfo::of);
    }

    /**
     * Changes something, once; what the device answers to it says nothing that matters. Some emulators take no frames, and then
     * nothing has been changed yet.
     */
    Uni<Void> tell(Account account, ShellyAddress address, String method, Map<String, Object> parameters) {
        return exchangeFrame(account, address, method, parameters)
                .invoke(answer -> Answers.checkFrame(JSON, answer))
                .replaceWithVoid()
                .onFailure(Answers::isNotServed)
                .recoverWithUni(missing -> tellByMethod(account, address, method, parameters));
    }

    private Uni<Answer> exchangeFrame(
            Account account, ShellyAddress address, String method, Map<String, Object> parameters) {
        return Uni.createFrom()
                .deferred(() -> exchange(
                        account,
                        address,
                        request(address, HttpMethod.POST, "/rpc").putHeader("Content-Type", "application/json"),
                        frame(method, parameters)));
    }

    private Uni<Void> tellByMethod(
            Account account, ShellyAddress address, String method, Map<String, Object> parameters) {
        var path = "/rpc/" + method + query(parameters);
        return exchange(account, address, request(address, HttpMethod.GET, path), Buffer.buffer())
                .invoke(answer -> Answers.checkDone(JSON, answer))
                .replaceWithVoid();
    }

    private static String query(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(text(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : new String(encoded(value), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        http.close();
    }

    /**
     * A device that has asked for the password is told it at once; one that asks for it now, or in a new way, is asked again with
     * it, once.
     */
    private Uni<Answer> exchange(Account account, ShellyAddress address, RequestOptions request, Buffer body) {
        return Uni.createFrom()
                .deferred(() -> send(account, proven(account, request, sessions.of(address)), body))
                .chain(answer -> {
                    var challenge = challenge(answer);
                    if (challenge.isEmpty() || !hasPassword(account)) {
                        return Uni.createFrom().item(answer.withoutChallenge());
                    }
                    var session = sessions.open(address, challenge.get());
                    return send(account, proven(account, request, Optional.of(session)), body);
                });
    }

    private static Optional<Challenge> challenge(Answer answer) {
        return answer.status() == UNAUTHORIZED ? Challenge.of(answer.challenge()) : Optional.empty();
    }

    private static boolean hasPassword(Account account) {
        return account.secrets().find(Challenge.PASSWORD).isPresent();
    }

    private static RequestOptions proven(Account account, RequestOptions request, Optional<Sessions.Session> session) {
        return session.filter(open -> hasPassword(account))
                .map(open -> open.authorization(account, request.getMethod().name(), request.getURI()))
                .map(proof -> new RequestOptions(request).putHeader("Authorization", proof))
                .orElse(request);
    }

    private Uni<Answer> send(Account account, RequestOptions request, Buffer body) {
        return Uni.createFrom()
                .<Answer>emitter(emitter -> {
                    if (closed) {
                        emitter.fail(new DriverException.Unreachable("the driver is closed", (Throwable) null));
                        return;
                    }
                    account.calls().made();
                    Exchange.start(http, request, body, emitter);
                })
                .onFailure()
                .transform(failure -> Answers.failure(request.getHost() + ":" + request.getPort(), failure));
    }

    private static RequestOptions request(ShellyAddress address, HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(address.host())
                .setPort(address.port())
                .setURI(address.path() + path)
                .setTimeout(ANSWER_TIMEOUT_MS)
                .setFollowRedirects(false);
    }

    private static Buffer frame(String method, Map<String, Object> parameters) {
        return Buffer.buffer(encoded(Map.of("id", 1, "src", "lamplighter", "method", method, "params", parameters)));
    }

    private static byte[] encoded(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new DriverException.Rejected("the value cannot be sent");
        }
    }
}
