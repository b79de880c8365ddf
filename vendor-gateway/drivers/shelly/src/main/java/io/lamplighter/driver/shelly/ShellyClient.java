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
import java.util.Map;
import java.util.Optional;

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

    /** Asks something; the answer is the result, a JSON object. */
    Uni<JsonNode> ask(Account account, ShellyAddress address, String method, Integer id) {
        return get(account, address, "/rpc/" + method + (id == null ? "" : "?id=" + id));
    }

    /** Asks what is at a path; the answer is a JSON object. */
    Uni<JsonNode> get(Account account, ShellyAddress address, String path) {
        return exchange(account, request(address, HttpMethod.GET, path), Buffer.buffer())
                .map(answer -> Answers.object(JSON, answer));
    }

    /** Asks who the device is, which every generation answers without a password. */
    Uni<DeviceInfo> askInfo(Account account, ShellyAddress address) {
        return get(account, address, "/shelly").map(DeviceInfo::of);
    }

    /** Changes something, once; what the device answers to it says nothing that matters. */
    Uni<Void> tell(Account account, ShellyAddress address, String method, Map<String, Object> parameters) {
        return Uni.createFrom()
                .deferred(() -> exchange(
                        account,
                        request(address, HttpMethod.POST, "/rpc").putHeader("Content-Type", "application/json"),
                        frame(method, parameters)))
                .invoke(answer -> Answers.checkFrame(JSON, answer))
                .replaceWithVoid();
    }

    @Override
    public void close() {
        closed = true;
        http.close();
    }

    /** A device that asks for the password is asked again with it, as it says how. */
    private Uni<Answer> exchange(Account account, RequestOptions request, Buffer body) {
        return exchange(request, body).chain(answer -> {
            var challenge =
                    answer.status() == UNAUTHORIZED ? Challenge.of(answer.challenge()) : Optional.<Challenge>empty();
            if (challenge.isEmpty()
                    || account.secrets().find(Challenge.PASSWORD).isEmpty()) {
                return Uni.createFrom().item(answer.withoutChallenge());
            }
            var proof =
                    challenge.get().authorization(account, request.getMethod().name(), request.getURI());
            return exchange(new RequestOptions(request).putHeader("Authorization", proof), body);
        });
    }

    private Uni<Answer> exchange(RequestOptions request, Buffer body) {
        return Uni.createFrom()
                .<Answer>emitter(emitter -> {
                    if (closed) {
                        emitter.fail(new DriverException.Unreachable("the driver is closed", (Throwable) null));
                        return;
                    }
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
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(
                    Map.of("id", 1, "src", "lamplighter", "method", method, "params", parameters)));
        } catch (JsonProcessingException e) {
            throw new DriverException.Rejected("the value cannot be sent");
        }
    }
}
