package io.lamplighter.bench.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The services behind the edge. A refusal is a {@link BenchException} that quotes it. */
public final class Edge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final int MOST_TRIES = 50;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;

    /** @param url such as {@code http://127.0.0.1:8080} */
    public Edge(URI url) {
        this.url = url;
    }

    /** Its address. */
    public URI url() {
        return url;
    }

    /** What is at this path. */
    public JsonNode get(String path) throws InterruptedException {
        return read(send(request(path).GET().build()));
    }

    /** Everything on this page and all that follow; the path must have a query already. */
    public List<JsonNode> all(String path) throws InterruptedException {
        var items = new ArrayList<JsonNode>();
        var next = path + "&limit=1000";
        while (next != null) {
            var page = get(next);
            page.path("items").forEach(items::add);
            next = page.hasNonNull("next")
                    ? path + "&limit=1000&after="
                            + URLEncoder.encode(page.get("next").asText(), StandardCharsets.UTF_8)
                    : null;
        }
        return items;
    }

    /** Sends JSON and answers what came back. */
    public JsonNode post(String path, String body) throws InterruptedException {
        return read(send(posting(path, body)));
    }

    /**
     * Sends JSON again and again while the service says that it is busy, as long as it says.
     *
     * @return how often it said so
     */
    public int postPatiently(String path, String body) throws InterruptedException {
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var answer = send(posting(path, body));
            if (!BUSY.contains(answer.statusCode())) {
                var _ = read(answer);
                return tries;
            }
            Thread.sleep(pauseMillis(answer));
        }
        throw new BenchException(url + path + " stayed busy");
    }

    /** Sends what is read from there, of any size, and answers the short answer to it. */
    public JsonNode upload(String path, String contentType, InputStream content) throws InterruptedException {
        return read(send(HttpRequest.newBuilder(URI.create(url + path))
                .header("X-Requested-By", "bench")
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> content))
                .build()));
    }

    /** Reads what is at this path as a stream, and answers how many lines it has. */
    public long lines(String path, String mediaType) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Accept", mediaType)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new BenchException(path + " answered " + answer.statusCode());
                }
                return linesOf(body);
            }
        } catch (IOException failure) {
            throw new BenchException("Lamplighter does not answer at " + request.uri(), failure);
        }
    }

    private static long linesOf(InputStream body) throws IOException {
        var lines = 0L;
        var some = new byte[1 << 16];
        for (var count = body.read(some); count >= 0; count = body.read(some)) {
            for (var at = 0; at < count; at++) {
                lines += some[at] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    /** Removes what is at this path; what is gone already is fine. */
    public void delete(String path) throws InterruptedException {
        var answer = send(request(path).DELETE().build());
        if (answer.statusCode() != 404) {
            var _ = read(answer);
        }
    }

    /** Changes what is at this path by a JSON merge patch; what is gone already is fine. */
    public void patch(String path, String body) throws InterruptedException {
        var answer = send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 404) {
            var _ = read(answer);
        }
    }

    private HttpRequest posting(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Requested-By", "bench");
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new BenchException("Lamplighter does not answer at " + request.uri(), failure);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new BenchException("%s %s answered %d: %.500s"
                    .formatted(answer.request().method(), answer.uri(), answer.statusCode(), answer.body()));
        }
        try {
            return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
        } catch (IOException noJson) {
            throw new BenchException(answer.uri() + " did not answer JSON", noJson);
        }
    }

    private static long pauseMillis(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,2}"))
                .map(seconds -> Math.max(50, Long.parseLong(seconds) * 1000))
                .orElse(200L);
    }
}
