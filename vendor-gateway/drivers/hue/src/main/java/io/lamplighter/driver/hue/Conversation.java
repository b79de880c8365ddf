package io.lamplighter.driver.hue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one event stream tells. Events say which resource changed and how, but neither what else its owner has nor how it is
 * numbered; that is known from all resources, which are asked for first. It remembers this, and whom the bridge does not
 * reach: what is told of those is what the bridge supposes.
 *
 * <p>What cannot be read of a single device is left out, so that it does not silence the others; reading it tells.
 */
final class Conversation {
    private final Watched watched;
    private final Supplier<Uni<Snapshot>> everything;
    private final Function<Owner, Uni<Snapshot>> ofOne;
    private final Clock clock;
    private final Map<String, Service> services = new HashMap<>();
    private final Set<Owner> away = new HashSet<>();
    private Set<VendorDevice> grouped = Set.of();
    private Map<Owner, List<VendorDevice>> devices = Map.of();

    Conversation(
            Watched watched, Supplier<Uni<Snapshot>> everything, Function<Owner, Uni<Snapshot>> ofOne, Clock clock) {
        this.watched = watched;
        this.everything = everything;
        this.ofOne = ofOne;
        this.clock = clock;
    }

    /** That it tells, what it knows now, and then what it tells; that waits at the bridge until then. */
    Multi<Pushed> over(Multi<String> events) {
        var told = events.onItem()
                .transformToMultiAndConcatenate(data -> Multi.createFrom().deferred(() -> take(data)));
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(new Pushed.Opened(true)), learned(), told);
    }

    /** Asks for everything, and tells the state of the watched devices. */
    private Multi<Pushed> learned() {
        return Multi.createFrom()
                .deferred(() -> everything.get().invoke(this::learn).onItem().transformToMulti(this::states));
    }

    private void learn(Snapshot snapshot) {
        services.clear();
        away.clear();
        snapshot.services().forEach(service -> services.put(service.id(), service));
        services.values().stream()
                .filter(service -> snapshot.away(List.of(service)).isPresent())
                .forEach(service -> away.add(service.owner()));
    }

    private Multi<Pushed> states(Snapshot snapshot) {
        return Multi.createFrom()
                .iterable(devices().entrySet())
                .onItem()
                .transformToIterable(entry -> state(snapshot, entry.getKey(), entry.getValue()));
    }

    private static List<Pushed> state(Snapshot snapshot, Owner owner, List<VendorDevice> named) {
        try {
            var observations = snapshot.observe(owner, Scope.ALL);
            return named.stream()
                    .<Pushed>map(device -> new Pushed.Observed(device, observations))
                    .toList();
        } catch (DriverException.Unreachable | DriverException.Rejected failure) {
            return named.stream()
                    .<Pushed>map(device -> new Pushed.Availability(device, false, failure.getMessage()))
                    .toList();
        } catch (DriverException.Unsupported | DriverException.ProtocolViolation failure) {
            return List.of();
        }
    }

    private Multi<Pushed> take(String data) {
        if (data.isEmpty()) {
            return Multi.createFrom().item(new Pushed.Alive());
        }
        var told = new Told();
        for (var event : parsed(data)) {
            told.take(event);
        }
        return told.all();
    }

    private static JsonNode parsed(String data) {
        try {
            var events = Listing.JSON.readTree(data);
            if (events.isArray()) {
                return events;
            }
        } catch (JsonProcessingException broken) {
            throw new DriverException.ProtocolViolation("an event of the bridge is not JSON", null);
        }
        throw new DriverException.ProtocolViolation("an event of the bridge is not a list", null);
    }

    /** The watched devices by what they are to the bridge. */
    private Map<Owner, List<VendorDevice>> devices() {
        var now = watched.devices();
        if (!now.equals(grouped)) {
            grouped = now;
            devices = now.stream()
                    .filter(device -> Owner.find(device).isPresent())
                    .collect(Collectors.groupingBy(Owner::of));
        }
        return devices;
    }

    /** What comes of one piece of data. */
    private final class Told {
        private final List<Pushed> items = new ArrayList<>();
        private final Set<Owner> returned = new LinkedHashSet<>();
        private boolean rearranged;

        void take(JsonNode event) {
            var type = event.path("type").asText();
            if (type.equals("add") || type.equals("delete")) {
                rearranged |= anyKnown(event.path("data"));
            } else if (type.equals("update")) {
                var moment = new Reading.Moment(
                        Times.ofEvent(event.path("creationtime").asText(), clock), true);
                event.path("data").forEach(resource -> update(resource, moment));
            }
        }

        Multi<Pushed> all() {
            var now = Multi.createFrom().<Pushed>iterable(items.isEmpty() ? List.of(new Pushed.Alive()) : items);
            return Multi.createBy().concatenating().streams(now, later());
        }

        /** What was added is read with everything, what has come back is read alone. */
        private Multi<Pushed> later() {
            if (rearranged) {
                return learned();
            }
            return Multi.createFrom()
                    .iterable(returned)
                    .onItem()
                    .transformToMultiAndConcatenate(owner -> ofOne.apply(owner)
                            .map(snapshot -> state(snapshot, owner, devices().getOrDefault(owner, List.of())))
                            .onItem()
                            .transformToMulti(Multi.createFrom()::iterable));
        }

        private void update(JsonNode resource, Reading.Moment moment) {
            rearranged |= isRearranged(resource);
            var service = services.get(resource.path("id").asText());
            if (service == null) {
                return;
            }
            if (ServiceTypes.CONNECTIVITY.contains(service.type())) {
                reach(service.owner(), resource);
            } else if (!away.contains(service.owner())) {
                observe(service, resource, moment);
            }
        }

        /** Whether an owner has other services now: some bridges tell them with each change of a light. */
        private boolean isRearranged(JsonNode resource) {
            if (!ServiceTypes.OWNERS.contains(resource.path("type").asText()) || !resource.has("services")) {
                return false;
            }
            if (!resource.path("id").isTextual()) {
                return true;
            }
            var owner = Owner.of(resource);
            var known =
                    services.values().stream().filter(service -> service.owner().equals(owner));
            return !ids(known).equals(ids(Service.of(resource, unread -> MissingNode.getInstance()).stream()));
        }

        private static Set<String> ids(Stream<Service> services) {
            return services.map(Service::id).collect(Collectors.toSet());
        }

        private void reach(Owner owner, JsonNode connectivity) {
            if (!connectivity.has("status")) {
                return;
            }
            var reason = Snapshot.away(connectivity);
            if (reason.isPresent()) {
                away.add(owner);
            } else if (away.remove(owner)) {
                returned.add(owner);
            }
            for (var device : devices().getOrDefault(owner, List.of())) {
                items.add(new Pushed.Availability(device, reason.isEmpty(), reason.orElse("")));
            }
        }

        private void observe(Service service, JsonNode resource, Reading.Moment moment) {
            for (var device : devices().getOrDefault(service.owner(), List.of())) {
                try {
                    var observations = service.observations(resource, moment);
                    if (!observations.isEmpty()) {
                        items.add(new Pushed.Observed(device, observations));
                    }
                } catch (DriverException.ProtocolViolation broken) {
                    items.add(new Pushed.Alive());
                }
            }
        }

        private static boolean anyKnown(JsonNode resources) {
            for (var resource : resources) {
                if (ServiceTypes.isKnown(resource.path("type").asText())) {
                    return true;
                }
            }
            return false;
        }
    }
}
