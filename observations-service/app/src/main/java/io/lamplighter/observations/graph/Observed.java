package io.lamplighter.observations.graph;

import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.Status;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Type;

/** One observation; of number, flag and text the one that it is. */
@Type("Observation")
@Description("One reading of one device at one time; of number, flag and text there is one")
public record Observed(
        @Id String deviceId,
        String name,
        String kind,
        Double number,
        Boolean flag,
        String text,
        String units,
        Instant validAt,
        Instant recordedAt,
        Boolean stale) {

    static Observed of(ObservationView view) {
        return of(view, view.stale());
    }

    static Observed of(ObservationView view, Boolean stale) {
        var value = view.value();
        return new Observed(
                view.deviceId().toString(),
                view.name(),
                view.kind(),
                value instanceof Double number ? number : null,
                value instanceof Boolean flag ? flag : null,
                value instanceof String text ? text : null,
                view.units(),
                view.validAt(),
                view.recordedAt(),
                stale);
    }

    static Observed of(UUID device, Observation observation) {
        return switch (observation) {
            case Attribute it ->
                new Observed(
                        device.toString(),
                        it.name(),
                        "attribute",
                        it.value(),
                        null,
                        null,
                        it.units(),
                        it.validAt(),
                        null,
                        null);
            case Status it ->
                of(new ObservationView(device, it.name(), "status", it.value(), null, it.validAt(), null));
        };
    }
}
