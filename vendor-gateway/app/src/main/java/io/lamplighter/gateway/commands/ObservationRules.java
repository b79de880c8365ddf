package io.lamplighter.gateway.commands;

import io.lamplighter.driver.Observation;
import io.lamplighter.gateway.api.Observed;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Status;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** What a driver observed, as it travels; what could not be stored is the driver's fault and not sent. */
final class ObservationRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,100}");
    private static final int UNITS = 10;
    private static final int TEXT = 1024;

    private ObservationRules() {}

    static io.lamplighter.observations.api.Observation stored(Observation observation) {
        if (!NAME.matcher(observation.name()).matches()) {
            throw new IllegalArgumentException("the driver named an observation " + observation.name());
        }
        return switch (observation) {
            case Observation.Attribute attribute ->
                new Attribute(
                        attribute.name(),
                        attribute.number(),
                        atMost(UNITS, attribute.units(), attribute.name()),
                        attribute.validAt());
            case Observation.Status status -> new Status(status.name(), text(status), status.validAt());
        };
    }

    private static Object text(Observation.Status status) {
        return status.value() instanceof String text ? atMost(TEXT, text, status.name()) : status.value();
    }

    private static String atMost(int length, String text, String name) {
        if (text.length() > length || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the driver told a text for " + name + " that cannot be stored");
        }
        return text;
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
