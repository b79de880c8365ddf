package io.lamplighter.observations.queries;

import io.lamplighter.observations.series.Kind;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which series: of these devices (none for all), and of this name, these units, this kind where given. */
record SeriesFilter(Set<UUID> devices, Optional<String> name, Optional<String> units, Optional<Kind> kind) {

    static SeriesFilter of(Parameters parameters, QueriesConfig config) {
        return new SeriesFilter(
                parameters.devices(config.devices()),
                parameters.text("name"),
                parameters.text("units"),
                parameters.kind());
    }

    /** The condition on the table {@code series}, whose arguments are added to those that there are. */
    String condition(List<Object> arguments) {
        var conditions = new ArrayList<String>();
        conditions.add("not exists (select from known_device k where k.id = device_id and k.deleted_at is not null)");
        if (!devices.isEmpty()) {
            arguments.add(devices.toArray(UUID[]::new));
            conditions.add("device_id = any($" + arguments.size() + ")");
        }
        name.ifPresent(text -> conditions.add(equal("name", text, arguments)));
        units.ifPresent(text -> conditions.add(equal("units", text, arguments)));
        kind.ifPresent(one -> conditions.add(equal("kind", one.word(), arguments)));
        return String.join(" and ", conditions);
    }

    private static String equal(String column, String value, List<Object> arguments) {
        arguments.add(value);
        return column + " = $" + arguments.size();
    }

    static Tuple tuple(List<Object> arguments) {
        return Tuple.from(arguments);
    }
}
