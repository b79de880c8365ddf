package io.lamplighter.driver.hue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a bridge said of its resources at one time: of all of them, or of one device. */
final class Snapshot {
    private static final String LIGHT = "light";

    /** How many groups may be between a group and its devices. */
    private static final int DEEPEST = 1;

    private final Map<String, JsonNode> resources = new LinkedHashMap<>();
    private final Instant at;

    Snapshot(List<JsonNode> resources, Instant at) {
        resources.forEach(resource -> this.resources.put(resource.get("id").asText(), resource));
        this.at = at;
    }

    /**
     * What is observed of a device.
     *
     * @throws DriverException as {@link io.lamplighter.driver.Driver#read} fails
     */
    List<Observation> observe(Owner owner, Scope scope) {
        var services = services(owner);
        away(services).ifPresent(reason -> {
            throw new DriverException.Unreachable(reason, (Throwable) null);
        });
        var wanted = observations(services).filter(scope::includes).toList();
        if (wanted.isEmpty()) {
            throw new DriverException.Unsupported("the device has nothing of what was asked for");
        }
        return wanted;
    }

    /** What the first light of a group tells of a name, if any does. */
    Optional<Observation> ofMembers(Owner owner, String name) {
        var moment = new Reading.Moment(at, false);
        return lights(owner, DEEPEST)
                .flatMap(light -> light.observations(resource(light.id()), moment).stream())
                .filter(observation -> observation.name().equals(name))
                .findFirst();
    }

    /** A zone lists lights, a room devices, and the home rooms. */
    private Stream<Service> lights(Owner group, int depth) {
        return StreamSupport.stream(resource(group.id()).path("children").spliterator(), false)
                .flatMap(child -> {
                    var member = new Owner(
                            child.path("rtype").asText(), child.path("rid").asText());
                    if (member.type().equals(LIGHT)) {
                        return Stream.of(new Service(group, LIGHT, member.id(), ""));
                    }
                    var own = services(resource(member.id())).stream()
                            .filter(service -> service.type().equals(LIGHT));
                    return depth == 0 ? own : Stream.concat(own, lights(member, depth - 1));
                });
    }

    /** Everything that has something to be observed. */
    Stream<DiscoveredDevice> devices() {
        return resources.values().stream()
                .filter(resource ->
                        ServiceTypes.OWNERS.contains(resource.get("type").asText()))
                .filter(this::isOfInterest)
                .map(owner -> new DiscoveredDevice(
                        DeviceTypes.name(owner),
                        DeviceTypes.of(owner),
                        Owner.of(owner).vendorIds()));
    }

    /** All services there are. */
    Stream<Service> services() {
        return resources.values().stream()
                .filter(resource ->
                        ServiceTypes.OWNERS.contains(resource.get("type").asText()))
                .flatMap(owner -> services(owner).stream());
    }

    /** Why the bridge does not reach an owner; empty when it does. */
    Optional<String> away(List<Service> services) {
        return services.stream()
                .filter(service -> ServiceTypes.CONNECTIVITY.contains(service.type()))
                .flatMap(service -> away(resource(service.id())).stream())
                .findFirst();
    }

    /** Why the bridge does not reach the owner of a connectivity; empty when it does or does not say. */
    static Optional<String> away(JsonNode connectivity) {
        var status = connectivity.path("status");
        return status.isTextual() && !ServiceTypes.CONNECTED.contains(status.asText())
                ? Optional.of("the bridge does not reach the device: %.40s".formatted(status.asText()))
                : Optional.empty();
    }

    /**
     * The services of an owner that matter here.
     *
     * @throws DriverException.Rejected when there is no such owner
     */
    List<Service> services(Owner owner) {
        var resource = resource(owner.id());
        if (!resource.path("type").asText().equals(owner.type())) {
            throw new DriverException.Rejected("vendorIds.device: the bridge has no %s of this id"
                    .formatted(owner.type().replace('_', ' ')));
        }
        return services(resource);
    }

    /** What cannot be read is told when it is read. */
    private boolean isOfInterest(JsonNode owner) {
        try {
            return observations(services(owner)).findAny().isPresent();
        } catch (DriverException.ProtocolViolation broken) {
            return true;
        }
    }

    private List<Service> services(JsonNode owner) {
        return Service.of(owner, this::resource);
    }

    private Stream<Observation> observations(List<Service> services) {
        var moment = new Reading.Moment(at, false);
        return services.stream().flatMap(service -> service.observations(resource(service.id()), moment).stream());
    }

    private JsonNode resource(String id) {
        return resources.getOrDefault(id, MissingNode.getInstance());
    }
}
