package io.lamplighter.cli.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The services, as one address. Every method waits for the answer, throws {@link ProblemException} when it is a refusal, and
 * {@link UnansweredException} when there is none.
 */
public final class Edge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 1000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;
    private final String user;

    /**
     * @param url such as {@code http://127.0.0.1:8080}
     * @param user who asks, told to the services
     */
    public Edge(URI url, String user) {
        this.url = url;
        this.user = user;
    }

    /** What is at this path. */
    public JsonNode get(String path, Query query) {
        return send(query.appendedTo(path), PATIENCE, HttpRequest.Builder::GET);
    }

    /** Everything on this page and on all that follow it. */
    public List<JsonNode> all(String path, Query query) {
        return first(path, query, Integer.MAX_VALUE);
    }

    /** At most this many, over as many pages as it takes. A bare array counts as the only page. */
    public List<JsonNode> first(String path, Query query, int count) {
        var items = new ArrayList<JsonNode>();
        String after = null;
        do {
            var limit = Math.min(PAGE, count - items.size());
            var page = get(path, query.with("limit", limit).with("after", after));
            (page.isArray() ? page : page.path("items")).forEach(items::add);
            after = page.path("next").asText(null);
        } while (after != null && items.size() < count);
        return items;
    }

    /** Sends this and waits for the answer. */
    public JsonNode post(String path, JsonNode body) {
        return send(path, PATIENCE, request -> carrying(request, body));
    }

    /** Sends this and lets the service take some time for its answer before it answers anyway. */
    public JsonNode post(String path, JsonNode body, Duration wait) {
        return send(
                path,
                PATIENCE.plus(wait),
                request -> carrying(request, body).header("Prefer", "wait=" + wait.toSeconds()));
    }

    /** Removes what is at this path. */
    public void delete(String path) {
        var _ = send(path, PATIENCE, HttpRequest.Builder::DELETE);
    }

    private JsonNode send(String path, Duration patience, UnaryOperator<HttpRequest.Builder> method) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(patience)
                .header("Accept", "application/json, application/problem+json")
                .header("X-Requested-By", user);
        try {
            var answer = http.send(method.apply(request).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return read(answer);
        } catch (IOException failure) {
            throw new UnansweredException(url, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnansweredException(url, interrupted);
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        var ok = answer.statusCode() < 300;
        try {
            var body = answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
            if (ok) {
                return body;
            }
            throw ProblemException.of(answer.statusCode(), body);
        } catch (JsonProcessingException noJson) {
            throw new ProblemException(
                    answer.statusCode(),
                    ok
                            ? "What answers at " + url + " is not Lamplighter"
                            : "Lamplighter answered " + answer.statusCode() + " at " + url);
        }
    }

    private static HttpRequest.Builder carrying(HttpRequest.Builder request, JsonNode body) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }
}
