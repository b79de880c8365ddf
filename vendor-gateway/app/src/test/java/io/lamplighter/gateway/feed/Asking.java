package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.Topics;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What tests of the feed say again and again. */
final class Asking {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Asking() {}

    /** With more fields as JSON, such as {@code "name":"power"}. */
    static void subscribe(FeedClient client, String id, String stream, String... more) {
        var fields = more.length == 0 ? "" : "," + String.join(",", more);
        client.send("{\"type\":\"subscribe\",\"id\":\"%s\",\"stream\":\"%s\"%s}".formatted(id, stream, fields));
    }

    static String device(Object... ids) {
        return "\"device\":[\""
                + String.join(
                        "\",\"",
                        java.util.Arrays.stream(ids).map(Object::toString).toList()) + "\"]";
    }

    static String since(String cursor) {
        return "\"since\":\"" + cursor + "\"";
    }

    static String observation(UUID device, String name, Object value, Instant at) {
        return "{\"deviceId\":\"%s\",\"observations\":[{\"name\":\"%s\",\"value\":%s,\"units\":\"Cel\",\"validAt\":\"%s\"}]}"
                .formatted(device, name, value, at);
    }

    static void observe(Topics topics, UUID device, String name, Object value, int second) {
        topics.send("observations", device.toString(), observation(device, name, value, BEGIN.plusSeconds(second)));
    }

    /** So many records at once; the number is the value and the second. */
    static void observeMany(Topics topics, int count, IntFunction<UUID> device, String name) {
        topics.sendAll(
                "observations",
                IntStream.range(0, count)
                        .<Map.Entry<String, String>>mapToObj(number -> new SimpleEntry<>(
                                device.apply(number).toString(),
                                observation(device.apply(number), name, number, BEGIN.plusSeconds(number))))
                        .toList());
    }

    /** The values that this subscription was told, in order. */
    static List<Integer> valuesTold(FeedClient client, String id) {
        return client.all("update", id).stream()
                .map(update -> update.path("item").path("value").asInt())
                .toList();
    }

    static List<String> actions(FeedClient client, String id) {
        return client.all("update", id).stream()
                .map(update -> update.path("action").asText())
                .toList();
    }
}
