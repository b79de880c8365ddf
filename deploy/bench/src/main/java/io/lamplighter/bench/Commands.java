package io.lamplighter.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The commands that came on the topic, by interaction: schedules may be at the same devices. */
final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConcurrentMap<String, Set<String>> devices = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> doubled = new ConcurrentHashMap<>();

    void take(ConsumerRecord<byte[], byte[]> command) {
        try {
            var body = JSON.readTree(command.value());
            var interaction = body.path("interactionId").asText();
            var known = devices.computeIfAbsent(interaction, id -> ConcurrentHashMap.newKeySet());
            if (!known.add(body.path("deviceId").asText())) {
                doubled.computeIfAbsent(interaction, id -> new AtomicLong()).incrementAndGet();
            }
        } catch (IOException unreadable) {
            throw new BenchException("A command is no JSON", unreadable);
        }
    }

    /** How many devices have a command of this interaction. */
    int devicesOf(String interaction) {
        return devices.getOrDefault(interaction, Set.of()).size();
    }

    /** How many commands of this interaction came beyond the first for a device. */
    long doubledOf(String interaction) {
        return doubled.getOrDefault(interaction, new AtomicLong()).get();
    }
}
