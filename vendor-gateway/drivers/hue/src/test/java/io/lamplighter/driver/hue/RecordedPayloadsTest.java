package io.lamplighter.driver.hue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is made of each resource that a real bridge told. */
class RecordedPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    /** Types that say nothing about the house: the bridge itself, scenes and rules, updates, and what only configures. */
    private static final Set<String> PASSED_OVER = Set.of(
            "behavior_instance",
            "behavior_script",
            "bridge",
            "clip",
            "device_software_update",
            "entertainment",
            "entertainment_configuration",
            "geofence_client",
            "geolocation",
            "matter",
            "scene",
            "smart_scene",
            "speaker",
            "switch_input_configuration",
            "zigbee_device_discovery");

    @TestFactory
    Stream<DynamicTest> everyResourceBecomesWhatItShould() throws IOException {
        var resources = resources();
        var expected = expectations();
        var snapshot = snapshot();
        var owned = snapshot.services().collect(Collectors.toMap(Service::id, service -> service));
        assertThat(expected.keySet()).isSubsetOf(ids(resources));
        return resources.stream()
                .map(resource -> DynamicTest.dynamicTest(
                        resource.get("type").asText() + " " + resource.get("id").asText(),
                        () -> assertThat(made(resource, owned))
                                .isEqualTo(
                                        expected.getOrDefault(resource.get("id").asText(), Map.of()))));
    }

    @TestFactory
    Stream<DynamicTest> everyTypeIsReadOrPassedOverOnPurpose() throws IOException {
        return resources().stream()
                .map(resource -> resource.get("type").asText())
                .distinct()
                .map(type -> DynamicTest.dynamicTest(
                        type, () -> assertThat(ServiceTypes.isKnown(type)).isNotEqualTo(PASSED_OVER.contains(type))));
    }

    @Test
    void findsEveryDeviceThatHasSomethingToTell() throws IOException {
        var found = snapshot().devices().toList();

        assertThat(found.stream().collect(Collectors.groupingBy(DiscoveredDevice::type, Collectors.counting())))
                .isEqualTo(Map.ofEntries(
                        Map.entry("light", 8L),
                        Map.entry("remote", 6L),
                        Map.entry("room", 6L),
                        Map.entry("motion_sensor", 4L),
                        Map.entry("thermometer", 3L),
                        Map.entry("device", 2L),
                        Map.entry("motion_area", 2L),
                        Map.entry("zone", 2L),
                        Map.entry("home", 1L),
                        Map.entry("camera", 1L),
                        Map.entry("sensor", 1L),
                        Map.entry("contact_sensor", 1L)));
        assertThat(found).allSatisfy(device -> assertThat(device.name()).isNotBlank());
        assertThat(found).extracting(DiscoveredDevice::vendorIds).doesNotHaveDuplicates();
    }

    @Test
    void readsAWholeDeviceWithTheTimesOfItsSensors() throws IOException {
        var sensor = snapshot().observe(new Owner("device", "fb657eb4-38ba-fd3c-7535-d56f4350699f"), Scope.ALL);

        assertThat(shown(sensor))
                .containsOnlyKeys(
                        "motion",
                        "motion_enabled",
                        "illuminance",
                        "illuminance_enabled",
                        "temperature",
                        "temperature_enabled",
                        "battery",
                        "battery_state")
                .containsEntry("temperature", "18.56 Cel since 2026-07-27T18:45:49.031Z")
                .containsEntry("battery", "51.0 %");
    }

    private static Map<String, String> made(JsonNode resource, Map<String, Service> owned) {
        var type = resource.get("type").asText();
        if (ServiceTypes.OWNERS.contains(type)) {
            return Map.of("name", DeviceTypes.name(resource), "type", DeviceTypes.of(resource));
        }
        if (ServiceTypes.CONNECTIVITY.contains(type)) {
            return Map.of("away", Snapshot.away(resource).orElse("no"));
        }
        var service = owned.get(resource.get("id").asText());
        return service == null ? Map.of() : shown(service.observations(resource, new Reading.Moment(NOW, false)));
    }

    /** Values by name, with their units, and with the time where they are not of now. */
    private static Map<String, String> shown(List<Observation> observations) {
        var shown = new LinkedHashMap<String, String>();
        for (var observation : observations) {
            var value = switch (observation) {
                case Observation.Attribute it -> it.number() + " " + it.units();
                case Observation.Status it -> it.value().toString();
            };
            var time = observation.validAt().equals(NOW) ? "" : " since " + observation.validAt();
            shown.put(observation.name(), value + time);
        }
        return shown;
    }

    private static Snapshot snapshot() throws IOException {
        var body = "{\"errors\":[],\"data\":%s}".formatted(Recordings.read("clip-v2-resources.json"));
        var listing = Listing.of(body.getBytes(StandardCharsets.UTF_8), NOW);
        return new Snapshot(listing.resources(), listing.at());
    }

    private static List<JsonNode> resources() throws IOException {
        return StreamSupport.stream(Recordings.read("clip-v2-resources.json").spliterator(), false)
                .toList();
    }

    private static Set<String> ids(List<JsonNode> resources) {
        return resources.stream().map(resource -> resource.get("id").asText()).collect(Collectors.toSet());
    }

    private static Map<String, Map<String, String>> expectations() throws IOException {
        try (var file = RecordedPayloadsTest.class.getResourceAsStream("expected-observations.json")) {
            return JSON.readValue(file, new TypeReference<>() {});
        }
    }
}
