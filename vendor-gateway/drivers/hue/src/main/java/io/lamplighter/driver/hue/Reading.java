package io.lamplighter.driver.hue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * How fields of a service become an observation. A field that is missing, null or said not to be valid is none.
 *
 * @param name of the observation, for the first service of its type
 * @param places where the value may be, the best first
 * @param valid where the service says whether the value is, or null
 * @param momentary whether it tells of something that happened: without a time of its own it is none unless it happens now
 */
record Reading(String name, Making making, List<Place> places, JsonPointer valid, boolean momentary) {

    /**
     * When something was told.
     *
     * @param at by the bridge's clock
     * @param happening whether by an event
     */
    record Moment(Instant at, boolean happening) {}

    /**
     * Where a value is.
     *
     * @param time where the time is since which it holds, or null
     */
    record Place(JsonPointer value, JsonPointer time) {}

    /** Makes an observation of a value that is neither missing nor null; a word that is not known is none. */
    @FunctionalInterface
    interface Making {
        Optional<Observation> make(String name, JsonNode value, Instant validAt);
    }

    static Reading number(String name, String units, String at) {
        return computed(name, units, at, DoubleUnaryOperator.identity());
    }

    static Reading computed(String name, String units, String at, DoubleUnaryOperator formula) {
        return of(name, at, (as, value, validAt) -> {
            var number = formula.applyAsDouble(value.asDouble());
            check(value.isNumber() && Double.isFinite(number), as, "a number");
            return Optional.of(new Observation.Attribute(as, number, units, validAt));
        });
    }

    static Reading flag(String name, String at) {
        return of(name, at, (as, value, validAt) -> {
            check(value.isBoolean(), as, "true or false");
            return Optional.of(new Observation.Status(as, value.asBoolean(), validAt));
        });
    }

    static Reading text(String name, String at) {
        return of(name, at, (as, value, validAt) -> {
            check(value.isTextual(), as, "a text");
            return Optional.of(new Observation.Status(as, value.asText(), validAt));
        });
    }

    /** A word that means yes or no. */
    static Reading word(String name, String at, Map<String, Boolean> meanings) {
        return of(name, at, (as, value, validAt) -> {
            check(value.isTextual(), as, "a word");
            return Optional.ofNullable(meanings.get(value.asText()))
                    .map(meaning -> new Observation.Status(as, meaning, validAt));
        });
    }

    static Reading of(String name, String at, Making making) {
        return new Reading(name, making, List.of(new Place(JsonPointer.compile(at), null)), null, false);
    }

    /** The same, where the value holds since the time at a place. */
    Reading since(String time) {
        var place = new Place(places.getFirst().value(), JsonPointer.compile(time));
        return new Reading(name, making, List.of(place), valid, momentary);
    }

    /** The same, which may also be at another place, without a time. */
    Reading or(String at) {
        var more = new ArrayList<>(places);
        more.add(new Place(JsonPointer.compile(at), null));
        return new Reading(name, making, List.copyOf(more), valid, momentary);
    }

    /** The same, unless something at a place is false. */
    Reading unlessNot(String at) {
        return new Reading(name, making, places, JsonPointer.compile(at), momentary);
    }

    /** The same of something that happened. */
    Reading happened() {
        return new Reading(name, making, places, valid, true);
    }

    /** The observation in a service, if it is there. */
    Optional<Observation> in(JsonNode service, String suffix, Moment moment) {
        if (valid != null && service.at(valid).isBoolean() && !service.at(valid).asBoolean()) {
            return Optional.empty();
        }
        return places.stream()
                .filter(place -> isThere(service.at(place.value())))
                .findFirst()
                .flatMap(place -> validAt(service, place, moment)
                        .flatMap(validAt -> making.make(name + suffix, service.at(place.value()), validAt)));
    }

    private Optional<Instant> validAt(JsonNode service, Place place, Moment moment) {
        if (place.time() != null && isThere(service.at(place.time()))) {
            return Times.ofReport(service.at(place.time()).asText(), moment.at());
        }
        return momentary && !moment.happening() ? Optional.empty() : Optional.of(moment.at());
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    static void check(boolean holds, String name, String expected) {
        if (!holds) {
            throw new DriverException.ProtocolViolation(name + " is not " + expected, null);
        }
    }
}
