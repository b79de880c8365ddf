package io.lamplighter.cli.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.function.Consumer;
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
        return first(path, query, Long.MAX_VALUE);
    }

    /** At most this many, over as many pages as it takes. A bare array counts as the only page. */
    public List<JsonNode> first(String path, Query query, long count) {
        var items = new ArrayList<JsonNode>();
        pages(path, query, count, items::addAll);
        return items;
    }

    /** The same, a page at a time, so that a list of any size can be passed on. */
    public void pages(String path, Query query, long count, Consumer<List<JsonNode>> taker) {
        var left = count;
        String after = null;
        do {
            var page = get(path, query.with("limit", Math.min(PAGE, left)).with("after", after));
            var items = (page.isArray() ? page : page.path("items"))
                    .valueStream()
                    .limit(left)
                    .toList();
            taker.accept(items);
            left -= items.size();
            after = page.path("next").asText(null);
        } while (after != null && left > 0);
    }

    /** Sends this, or nothing when it is null, and waits for the answer. */
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

    /** Changes what is at this path (RFC 7396) if it still has this version; whatever its version when that is null. */
    public JsonNode patch(String path, JsonNode patch, Long version) {
        return send(path, PATIENCE, request -> {
            var carrying = request.header("Content-Type", "application/merge-patch+json")
                    .method("PATCH", BodyPublishers.ofString(patch.toString()));
            return version == null ? carrying : carrying.header("If-Match", "\"" + version + "\"");
        });
    }

    /** Sends a text of another kind than JSON. */
    public JsonNode post(String path, Query query, String contentType, String body) {
        return send(
                query.appendedTo(path),
                PATIENCE,
                request -> request.header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Writes what is at this path as it comes, in the form that is asked for. */
    public void download(String path, Query query, String mediaType, OutputStream to) {
        var request = request(query.appendedTo(path), PATIENCE)
                .setHeader("Accept", mediaType + ", application/problem+json")
                .build();
        var answer = answer(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() < 300) {
                var _ = body.transferTo(to);
                return;
            }
            var _ = read(answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException brokenOff) {
            throw new UnansweredException(url, brokenOff);
        }
    }

    /**
     * Sends what is read from there, and hands on each line of the answer as it comes.
     *
     * @param contentType of what is sent
     */
    public void upload(String path, Query query, String contentType, InputStream content, Consumer<String> taker) {
        try (var upload = new Upload(URI.create(url + query.appendedTo(path)), user)) {
            var status = upload.send(contentType, content);
            if (status < 300) {
                upload.lines(taker);
            } else {
                var _ = read(status, upload.text());
            }
        } catch (IOException failure) {
            throw new UnansweredException(url, failure);
        }
    }

    /** Removes what is at this path. */
    public void delete(String path) {
        var _ = send(path, PATIENCE, HttpRequest.Builder::DELETE);
    }

    private JsonNode send(String path, Duration patience, UnaryOperator<HttpRequest.Builder> method) {
        var request = method.apply(request(path, patience)).build();
        var answer = answer(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        return read(answer.statusCode(), answer.body());
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(patience)
                .header("Accept", "application/json, application/problem+json")
                .header("X-Requested-By", user);
    }

    private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException failure) {
            throw new UnansweredException(url, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnansweredException(url, interrupted);
        }
    }

    private JsonNode read(int status, String text) {
        var ok = status < 300;
        try {
            var body = text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
            if (ok) {
                return body;
            }
            throw ProblemException.of(status, body);
        } catch (JsonProcessingException noJson) {
            throw new ProblemException(
                    status,
                    ok
                            ? "What answers at " + url + " is not Lamplighter"
                            : "Lamplighter answered " + status + " at " + url);
        }
    }

    private static HttpRequest.Builder carrying(HttpRequest.Builder request, JsonNode body) {
        return body == null
                ? request.POST(BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }
}
