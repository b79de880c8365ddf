package io.lamplighter.gateway.commands;

import io.lamplighter.driver.Observation;
import io.lamplighter.gateway.api.Observed;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.ObservationLimits;
import io.lamplighter.observations.api.Status;
import java.time.temporal.ChronoUnit;

/** What a driver observed, as it travels; what could not be stored is the driver's fault and not sent. */
final class ObservationRules {
    private ObservationRules() {}

    /** @throws IllegalArgumentException when the observations-service would not store it */
    static io.lamplighter.observations.api.Observation stored(Observation observation) {
        require(ObservationLimits.isName(observation.name()), "name", observation);
        return switch (observation) {
            case Observation.Attribute attribute -> attribute(attribute);
            case Observation.Status status -> status(status);
        };
    }

    private static Attribute attribute(Observation.Attribute attribute) {
        require(ObservationLimits.isUnits(attribute.units()), "units", attribute);
        return new Attribute(attribute.name(), attribute.number(), attribute.units(), attribute.validAt());
    }

    private static Status status(Observation.Status status) {
        if (status.value() instanceof String text) {
            require(
                    text.length() <= ObservationLimits.TEXT_LIMIT && ObservationLimits.isStorable(text),
                    "text",
                    status);
        }
        return new Status(status.name(), status.value(), status.validAt());
    }

    private static void require(boolean storable, String what, Observation observation) {
        if (!storable) {
            throw new IllegalArgumentException(
                    "the driver told a %s of %s that cannot be stored".formatted(what, observation.name()));
        }
    }

    static Observed observed(Observation observation) {
        var units = observation instanceof Observation.Attribute attribute ? attribute.units() : null;
        return new Observed(
                observation.name(),
                observation.value(),
                units,
                observation.validAt().truncatedTo(ChronoUnit.MICROS));
    }
}
