package io.lamplighter.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a new installation begins with: a schedule that refreshes every device every five minutes and, with the simulated
 * vendor, its devices and a schedule that pulls them every ten seconds. It is registered once; what people then delete
 * stays deleted.
 */
final class Demo {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONFLICT = 409;

    /** The rooms of a house in Rome, latitude and longitude, so that the map has something to show. */
    private static final Map<String, List<Double>> ROOMS = Map.of(
            "kitchen", List.of(41.89452, 12.47961),
            "living room", List.of(41.89452, 12.47979),
            "bedroom", List.of(41.89442, 12.47961),
            "office", List.of(41.89442, 12.47979));

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Layout layout;
    private final String url;
    private final Integer simulatedVendor;

    /** @param simulatedVendor the port of the simulated vendor; null when there is none */
    Demo(Layout layout, String url, Integer simulatedVendor) {
        this.layout = layout;
        this.url = url;
        this.simulatedVendor = simulatedVendor;
    }

    /** @throws LaunchException when a service refuses or does not answer */
    void register() throws InterruptedException {
        try {
            once("refresh-all", () -> schedule("refresh all every 5 minutes", "*/5 * * * *", "refresh_all"));
            if (simulatedVendor != null) {
                once("demo", this::registerDevices);
            }
        } catch (IOException failure) {
            throw new LaunchException("the first devices could not be registered: " + failure.getMessage(), failure);
        }
    }

    private void registerDevices() throws IOException, InterruptedException {
        var vendor = URI.create("http://127.0.0.1:" + simulatedVendor + "/devices");
        var answer = http.send(HttpRequest.newBuilder(vendor).build(), HttpResponse.BodyHandlers.ofString());
        for (var device : JSON.readTree(answer.body())) {
            post("/api/devices", device(device));
        }
        schedule("pull all every 10 s", "*/10 * * * * *", "pull_all");
    }

    private static Map<String, Object> device(JsonNode device) {
        var room = device.get("room").asText();
        return Map.of(
                "name", device.get("name").asText(),
                "type", device.get("type").asText(),
                "vendor", "shelly",
                "vendorIds", Map.of("address", device.get("address").asText()),
                "location", location(room),
                "labels", Map.of("room", room, "demo", "yes"));
    }

    private static Map<String, Object> location(String room) {
        var corner = ROOMS.get(room);
        return corner == null
                ? Map.of("name", room)
                : Map.of(
                        "name", room, "latitude", corner.get(0), "longitude", corner.get(1), "timeZone", "Europe/Rome");
    }

    private void schedule(String name, String cron, String task) throws IOException, InterruptedException {
        post(
                "/api/schedules",
                Map.of(
                        "name",
                        name,
                        "cron",
                        cron,
                        "task",
                        task,
                        "timeout",
                        "PT8S",
                        "target",
                        Map.of("selector", Map.of())));
    }

    private void post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .header("content-type", "application/json")
                .header("x-requested-by", "lamplighter-up")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300 && answer.statusCode() != CONFLICT) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private void once(String what, Registration registration) throws IOException, InterruptedException {
        var mark = layout.data().resolve("registered-" + what);
        if (!Files.exists(mark)) {
            registration.register();
            Files.createFile(mark);
        }
    }

    private interface Registration {
        void register() throws IOException, InterruptedException;
    }
}
