package io.lamplighter.observations.queries;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.series.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which series: of these devices (none for all), and of this name, these units, this kind where given. */
public record SeriesFilter(Set<UUID> devices, Optional<String> name, Optional<String> units, Optional<Kind> kind) {

    /** As the query says. */
    public static SeriesFilter of(Parameters parameters, int devices) {
        return new SeriesFilter(
                parameters.devices(devices), parameters.text("name"), parameters.text("units"), parameters.kind());
    }

    /** Whether an observation is of such a series, whichever its device. */
    public boolean matches(ObservationView each) {
        return (name.isEmpty() || name.get().equals(each.name()))
                && (units.isEmpty() || units.get().equals(each.units()))
                && (kind.isEmpty() || kind.get().word().equals(each.kind()));
    }

    /** The condition on the table {@code series}, whose arguments are added to those that there are. */
    public String condition(List<Object> arguments) {
        var conditions = new ArrayList<String>();
        conditions.add("not exists (select from known_device k where k.id = device_id and k.deleted_at is not null)");
        if (!devices.isEmpty()) {
            arguments.add(devices.toArray(UUID[]::new));
            conditions.add("device_id = any($" + arguments.size() + ")");
        }
        return String.join(" and ", conditions) + narrowing(arguments);
    }

    /** What is said of name, units and kind, to be put behind another condition. */
    public String narrowing(List<Object> arguments) {
        var conditions = new StringBuilder();
        name.ifPresent(text -> conditions.append(equal("name", text, arguments)));
        units.ifPresent(text -> conditions.append(equal("units", text, arguments)));
        kind.ifPresent(one -> conditions.append(equal("kind", one.word(), arguments)));
        return conditions.toString();
    }

    private static String equal(String column, String value, List<Object> arguments) {
        arguments.add(value);
        return " and " + column + " = $" + arguments.size();
    }
}
