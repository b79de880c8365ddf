package io.lamplighter.driver.hue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a device.
 *
 * @param type of resource
 * @param id of resource
 * @param suffix what the names of its observations end in: empty for the first of its type
 */
record Service(Owner owner, String type, String id, String suffix) {
    private static final List<String> ORDER = List.copyOf(ServiceTypes.READ.keySet());

    /**
     * The services of an owner that matter here, in the order in which they are told.
     *
     * @param resources the services themselves by their ids, as far as they are known; missing nodes for others
     */
    static List<Service> of(JsonNode owner, Function<String, JsonNode> resources) {
        var services = new ArrayList<Service>();
        var counted = new HashMap<String, Integer>();
        for (var reference : owner.path("services")) {
            var type = reference.path("rtype").asText();
            var id = reference.path("rid").asText();
            if (ServiceTypes.isOwn(owner.path("type").asText(), type)
                    && (ORDER.contains(type) || ServiceTypes.CONNECTIVITY.contains(type))) {
                var number = counted.merge(type, 1, Integer::sum);
                services.add(new Service(Owner.of(owner), type, id, suffix(number, resources.apply(id))));
            }
        }
        services.sort(Comparator.comparingInt(service -> ORDER.indexOf(service.type())));
        return services;
    }

    /** What a resource, or an event with some of its fields, tells. */
    List<Observation> observations(JsonNode resource, Reading.Moment moment) {
        return ServiceTypes.READ.getOrDefault(type, List.of()).stream()
                .flatMap(reading -> reading.in(resource, suffix, moment).stream())
                .toList();
    }

    /** Buttons are numbered by the bridge, others in the order in which their owner lists them. */
    private static String suffix(int number, JsonNode resource) {
        var control = resource.at("/metadata/control_id");
        if (control.isInt() && control.asInt() > 0) {
            return "_" + control.asInt();
        }
        return number == 1 ? "" : "_" + number;
    }
}
